package org.llmtestbench.provider.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.Function;

/** Which address of the OpenAI dialect answers what; it takes what no other dialect does. */
final class OpenAiRoutes implements Routes {
    static final String COMPLETIONS = "/v1/chat/completions";
    static final String MODELS = "/v1/models";

    private final SimulatedModel model;

    OpenAiRoutes(SimulatedModel model) {
        this.model = model;
    }

    @Override
    public boolean understand(Call call) {
        return true;
    }

    @Override
    public String idHeader() {
        return "x-request-id";
    }

    @Override
    public Refusal broken(Throwable bug) {
        return OpenAiError.broken(bug);
    }

    @Override
    public Reply answer(Call call) {
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
    private Reply only(String method, Call call, Function<Call, Reply> answer) {
        if (!call.method().equals(method)) {
            return OpenAiError.wrongMethod(call.method(), call.path())
                    .reply(call)
                    .with("allow", method);
        }
        OptionalInt fault = model.fault();
        return fault.isPresent() ? OpenAiError.fault(fault.getAsInt()).reply(call) : answer.apply(call);
    }

    private Reply completion(Call call) {
        OpenAiRequest request = OpenAiRequest.parse(call);
        requireKnown(request.model());
        Answer answer = model.answer(request.conversation(), request.maxTokens(), request.stop());
        OpenAiAnswer completion = new OpenAiAnswer("chatcmpl-sim-" + call.number(), request, answer);
        return request.stream()
                ? Reply.events(completion.events(model))
                : Reply.json(200, completion.whole(), model.timeFor(answer));
    }

    private static Reply models() {
        ObjectNode list = JsonNodeFactory.instance.objectNode().put("object", "list");
        list.putArray("data").add(described(SimulatedModel.NAME));
        return Reply.json(200, list, Duration.ZERO);
    }

    private static Reply modelNamed(Call call) {
        String name = call.pathAfter(MODELS + "/");
        requireKnown(name);
        return Reply.json(200, described(name), Duration.ZERO);
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
        if (!SimulatedModel.goesBy(name)) {
            throw OpenAiError.unknownModel(name).refused();
        }
    }
}
