package org.llmtestbench.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.BiFunction;

/** The routes of the Anthropic dialect. */
final class AnthropicRoutes implements ProtocolHandler {
    static final String MESSAGES = "/v1/messages";
    static final String COUNT_TOKENS = MESSAGES + "/count_tokens";
    static final String MODELS = "/v1/models";

    private final SimulatedModel model;

    AnthropicRoutes(SimulatedModel model) {
        this.model = model;
    }

    /**
     * Accepts calls with a version header, and all calls to paths that only Anthropic has. On those paths, a missing
     * version is an error.
     */
    @Override
    public boolean accepts(SimulatedCall call) {
        return call.header(AnthropicVersion.HEADER).isPresent()
                || call.path().equals(MESSAGES)
                || call.path().startsWith(MESSAGES + "/");
    }

    @Override
    public String idHeader() {
        return "request-id";
    }

    @Override
    public ApiError internalError(Throwable bug) {
        return AnthropicError.internalError(bug);
    }

    @Override
    public SimulatedResponse handle(SimulatedCall call) {
        String path = call.path();
        if (path.equals(MESSAGES)) {
            return dispatch("POST", call, this::message);
        }
        if (path.equals(COUNT_TOKENS)) {
            return dispatch("POST", call, AnthropicRoutes::count);
        }
        if (path.equals(MODELS)) {
            return dispatch("GET", call, (request, version) -> models());
        }
        if (path.startsWith(MODELS + "/")) {
            return dispatch("GET", call, (request, version) -> modelNamed(request));
        }
        throw AnthropicError.unknownUrl(call.method(), path).toException();
    }

    /** Checks the method and the version, injects a simulated failure if one is due, or runs the action. */
    private SimulatedResponse dispatch(
            String method, SimulatedCall call, BiFunction<SimulatedCall, AnthropicVersion, SimulatedResponse> action) {
        if (!call.method().equals(method)) {
            return AnthropicError.wrongMethod(call.method(), call.path())
                    .toResponse(call)
                    .withHeader("allow", method);
        }
        AnthropicVersion version = AnthropicVersion.of(call);
        OptionalInt fault = model.fault();
        return fault.isPresent()
                ? AnthropicError.fault(fault.getAsInt()).toResponse(call)
                : action.apply(call, version);
    }

    private SimulatedResponse message(SimulatedCall call, AnthropicVersion version) {
        AnthropicRequest request = AnthropicRequest.parse(call, version);
        requireKnownModel(request.prompt().model());
        SimulatedCompletion completion =
                model.complete(request.prompt().conversation(), request.maxTokens(), request.stopSequences());
        AnthropicResponseWriter message = new AnthropicResponseWriter("msg_sim_" + call.number(), request, completion);
        return request.stream()
                ? SimulatedResponse.events(message.events(model))
                : SimulatedResponse.json(200, message.body(), model.totalDelay(completion));
    }

    private static SimulatedResponse count(SimulatedCall call, AnthropicVersion version) {
        AnthropicPrompt prompt = AnthropicPrompt.of(AnthropicRequestReader.of(call), version);
        requireKnownModel(prompt.model());
        ObjectNode count = JsonNodeFactory.instance.objectNode().put("input_tokens", prompt.tokens());
        return SimulatedResponse.json(200, count, Duration.ZERO);
    }

    private static SimulatedResponse models() {
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        list.putArray("data").add(modelJson(SimulatedModel.NAME));
        list.put("has_more", false).put("first_id", SimulatedModel.NAME).put("last_id", SimulatedModel.NAME);
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
                .put("type", "model")
                .put("id", name)
                .put("display_name", name)
                .put("created_at", SimulatedModel.CREATED.toString())
                .put("lifecycle", "active")
                .putNull("deprecated_at")
                .putNull("retires_at")
                .put("max_input_tokens", 1_000_000)
                .put("max_tokens", 128_000);
    }

    private static void requireKnownModel(String name) {
        if (!SimulatedModel.isKnownModel(name)) {
            throw AnthropicError.unknownModel(name).toException();
        }
    }
}
