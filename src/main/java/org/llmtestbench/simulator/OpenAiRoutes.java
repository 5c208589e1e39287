package org.llmtestbench.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.Function;

/** The routes of the OpenAI dialect. It accepts every call that no other dialect accepts. */
final class OpenAiRoutes implements ProtocolHandler {
    static final String COMPLETIONS = "/v1/chat/completions";
    static final String MODELS = "/v1/models";

    private final SimulatedModel model;

    OpenAiRoutes(SimulatedModel model) {
        this.model = model;
    }

    @Override
    public boolean accepts(SimulatedCall call) {
        return true;
    }

    @Override
    public String idHeader() {
        return "x-request-id";
    }

    @Override
    public ApiError internalError(Throwable bug) {
        return OpenAiError.internalError(bug);
    }

    @Override
    public SimulatedResponse handle(SimulatedCall call) {
        String path = call.path();
        if (path.equals(COMPLETIONS)) {
            return dispatch("POST", call, this::completion);
        }
        if (path.equals(MODELS)) {
            return dispatch("GET", call, request -> models());
        }
        if (path.startsWith(MODELS + "/")) {
            return dispatch("GET", call, OpenAiRoutes::modelNamed);
        }
        throw OpenAiError.unknownUrl(call.method(), path).toException();
    }

    /** Checks the method, injects a simulated failure if one is due, or runs the action. */
    private SimulatedResponse dispatch(
            String method, SimulatedCall call, Function<SimulatedCall, SimulatedResponse> action) {
        if (!call.method().equals(method)) {
            return OpenAiError.wrongMethod(call.method(), call.path())
                    .toResponse(call)
                    .withHeader("allow", method);
        }
        OptionalInt fault = model.fault();
        return fault.isPresent() ? OpenAiError.fault(fault.getAsInt()).toResponse(call) : action.apply(call);
    }

    private SimulatedResponse completion(SimulatedCall call) {
        OpenAiRequest request = OpenAiRequest.parse(call);
        requireKnownModel(request.model());
        SimulatedCompletion completion = model.complete(request.conversation(), request.maxTokens(), request.stop());
        OpenAiResponseWriter writer = new OpenAiResponseWriter("chatcmpl-sim-" + call.number(), request, completion);
        return request.stream()
                ? SimulatedResponse.events(writer.events(model))
                : SimulatedResponse.json(200, writer.body(), model.totalDelay(completion));
    }

    private static SimulatedResponse models() {
        ObjectNode list = JsonNodeFactory.instance.objectNode().put("object", "list");
        list.putArray("data").add(modelJson(SimulatedModel.NAME));
        return SimulatedResponse.json(200, list, Duration.ZERO);
    }

    private static SimulatedResponse modelNamed(SimulatedCall call) {
        String name = call.pathAfter(MODELS + "/");
        requireKnownModel(name);
        return SimulatedResponse.json(200, modelJson(name), Duration.ZERO);
    }

    private static ObjectNode modelJson(String name) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", name)
                .put("object", "model")
                .put("created", SimulatedModel.CREATED.getEpochSecond())
                .put("owned_by", "llm-test-bench");
    }

    private static void requireKnownModel(String name) {
        if (!SimulatedModel.isKnownModel(name)) {
            throw OpenAiError.unknownModel(name).toException();
        }
    }
}
