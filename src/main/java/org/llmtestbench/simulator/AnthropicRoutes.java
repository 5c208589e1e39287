package org.llmtestbench.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.BiFunction;

/** Which address of the Anthropic dialect answers what. */
final class AnthropicRoutes implements ProtocolHandler {
    static final String MESSAGES = "/v1/messages";
    static final String COUNT = MESSAGES + "/count_tokens";
    static final String MODELS = "/v1/models";

    private final SimulatedModel model;

    AnthropicRoutes(SimulatedModel model) {
        this.model = model;
    }

    /** Who names a version speaks Anthropic; at an address that is Anthropic's alone, a missing one is an error. */
    @Override
    public boolean understand(SimulatedCall call) {
        return call.header(AnthropicVersion.HEADER).isPresent()
                || call.path().equals(MESSAGES)
                || call.path().startsWith(MESSAGES + "/");
    }

    @Override
    public String idHeader() {
        return "request-id";
    }

    @Override
    public ApiError broken(Throwable bug) {
        return AnthropicError.broken(bug);
    }

    @Override
    public SimulatedResponse answer(SimulatedCall call) {
        String path = call.path();
        if (path.equals(MESSAGES)) {
            return only("POST", call, this::message);
        }
        if (path.equals(COUNT)) {
            return only("POST", call, AnthropicRoutes::count);
        }
        if (path.equals(MODELS)) {
            return only("GET", call, (list, version) -> models());
        }
        if (path.startsWith(MODELS + "/")) {
            return only("GET", call, (one, version) -> modelNamed(one));
        }
        throw AnthropicError.unknownUrl(call.method(), path).refused();
    }

    /** What could be answered may still meet a simulated failure. */
    private SimulatedResponse only(
            String method, SimulatedCall call, BiFunction<SimulatedCall, AnthropicVersion, SimulatedResponse> answer) {
        if (!call.method().equals(method)) {
            return AnthropicError.wrongMethod(call.method(), call.path())
                    .reply(call)
                    .with("allow", method);
        }
        AnthropicVersion version = AnthropicVersion.of(call);
        OptionalInt fault = model.fault();
        return fault.isPresent() ? AnthropicError.fault(fault.getAsInt()).reply(call) : answer.apply(call, version);
    }

    private SimulatedResponse message(SimulatedCall call, AnthropicVersion version) {
        AnthropicRequest request = AnthropicRequest.parse(call, version);
        requireKnown(request.prompt().model());
        SimulatedCompletion answer =
                model.answer(request.prompt().conversation(), request.maxTokens(), request.stopSequences());
        AnthropicResponseWriter message = new AnthropicResponseWriter("msg_sim_" + call.number(), request, answer);
        return request.stream()
                ? SimulatedResponse.events(message.events(model))
                : SimulatedResponse.json(200, message.whole(), model.timeFor(answer));
    }

    private static SimulatedResponse count(SimulatedCall call, AnthropicVersion version) {
        AnthropicPrompt prompt = AnthropicPrompt.of(AnthropicRequestReader.of(call), version);
        requireKnown(prompt.model());
        ObjectNode count = JsonNodeFactory.instance.objectNode().put("input_tokens", prompt.tokens());
        return SimulatedResponse.json(200, count, Duration.ZERO);
    }

    private static SimulatedResponse models() {
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        list.putArray("data").add(described(SimulatedModel.NAME));
        list.put("has_more", false).put("first_id", SimulatedModel.NAME).put("last_id", SimulatedModel.NAME);
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

    private static void requireKnown(String name) {
        if (!SimulatedModel.isKnownModel(name)) {
            throw AnthropicError.unknownModel(name).refused();
        }
    }
}
