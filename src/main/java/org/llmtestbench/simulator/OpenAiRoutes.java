package org.llmtestbench.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.Function;

/** Which address of the OpenAI dialect answers what; it takes what no other dialect does. */
final class OpenAiRoutes implements ProtocolHandler {
    static final String COMPLETIONS = "/v1/chat/completions";
    static final String MODELS = "/v1/models";

    private final SimulatedModel model;

    OpenAiRoutes(SimulatedModel model) {
        this.model = model;
    }

    @Override
    public boolean understand(SimulatedCall call) {
        return true;
    }

    @Override
    public String idHeader() {
        return "x-request-id";
    }

    @Override
    public ApiError broken(Throwable bug) {
        return OpenAiError.broken(bug);
    }

    @Override
    public SimulatedResponse answer(SimulatedCall call) {
        String path = call.path();
        if (path.equals(COMPLETIONS)) {
            return only("POST", call, this::completion);
        }
        if (path.equals(MODELS)) {
            return only("GET", call, list -> models());
        }
        if (path.startsWith(MODELS + "/")) {
            return only("GET", call, OpenAiRoutes::modelNamed);
        }
        throw OpenAiError.unknownUrl(call.method(), path).refused();
    }

    /** What could be answered may still meet a simulated failure. */
    private SimulatedResponse only(
            String method, SimulatedCall call, Function<SimulatedCall, SimulatedResponse> answer) {
        if (!call.method().equals(method)) {
            return OpenAiError.wrongMethod(call.method(), call.path())
                    .reply(call)
                    .with("allow", method);
        }
        OptionalInt fault = model.fault();
        return fault.isPresent() ? OpenAiError.fault(fault.getAsInt()).reply(call) : answer.apply(call);
    }

    private SimulatedResponse completion(SimulatedCall call) {
        OpenAiRequest request = OpenAiRequest.parse(call);
        requireKnown(request.model());
        SimulatedCompletion answer = model.answer(request.conversation(), request.maxTokens(), request.stop());
        OpenAiResponseWriter completion = new OpenAiResponseWriter("chatcmpl-sim-" + call.number(), request, answer);
        return request.stream()
                ? SimulatedResponse.events(completion.events(model))
                : SimulatedResponse.json(200, completion.whole(), model.timeFor(answer));
    }

    private static SimulatedResponse models() {
        ObjectNode list = JsonNodeFactory.instance.objectNode().put("object", "list");
        list.putArray("data").add(described(SimulatedModel.NAME));
        return SimulatedResponse.json(200, list, Duration.ZERO);
    }

    private static SimulatedResponse modelNamed(SimulatedCall call) {
        String name = call.pathAfter(MODELS + "/");
        requireKnown(name);
        return SimulatedResponse.json(200, described(name), Duration.ZERO);
    }

    private static ObjectNode described(String name) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", name)
                .put("object", "model")
                .put("created", SimulatedModel.CREATED.getEpochSecond())
                .put("owned_by", "llm-test-bench");
    }

    private static void requireKnown(String name) {
        if (!SimulatedModel.isKnownModel(name)) {
            throw OpenAiError.unknownModel(name).refused();
        }
    }
}
