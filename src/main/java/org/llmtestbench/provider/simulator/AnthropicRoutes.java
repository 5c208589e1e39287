package org.llmtestbench.provider.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.BiFunction;

/** Which address of the Anthropic dialect answers what. */
final class AnthropicRoutes implements Routes {
    static final String MESSAGES = "/v1/messages";
    static final String COUNT = MESSAGES + "/count_tokens";
    static final String MODELS = "/v1/models";

    private final SimulatedModel model;

    AnthropicRoutes(SimulatedModel model) {
        this.model = model;
    }

    /** Who names a version speaks Anthropic; at an address that is Anthropic's alone, a missing one is an error. */
    @Override
    public boolean understand(Call call) {
        return call.header(AnthropicVersion.HEADER).isPresent()
                || call.path().equals(MESSAGES)
                || call.path().startsWith(MESSAGES + "/");
    }

    @Override
    public String idHeader() {
        return "request-id";
    }

    @Override
    public Refusal broken(Throwable bug) {
        return AnthropicError.broken(bug);
    }

    @Override
    public Reply answer(Call call) {
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
    private Reply only(String method, Call call, BiFunction<Call, AnthropicVersion, Reply> answer) {
        if (!call.method().equals(method)) {
            return AnthropicError.wrongMethod(call.method(), call.path())
                    .reply(call)
                    .with("allow", method);
        }
        AnthropicVersion version = AnthropicVersion.of(call);
        OptionalInt fault = model.fault();
        return fault.isPresent() ? AnthropicError.fault(fault.getAsInt()).reply(call) : answer.apply(call, version);
    }

    private Reply message(Call call, AnthropicVersion version) {
        AnthropicRequest request = AnthropicRequest.parse(call, version);
        requireKnown(request.prompt().model());
        Answer answer = model.answer(request.prompt().conversation(), request.maxTokens(), request.stopSequences());
        AnthropicAnswer message = new AnthropicAnswer("msg_sim_" + call.number(), request, answer);
        return request.stream()
                ? Reply.events(message.events(model))
                : Reply.json(200, message.whole(), model.timeFor(answer));
    }

    private static Reply count(Call call, AnthropicVersion version) {
        AnthropicPrompt prompt = AnthropicPrompt.of(AnthropicFields.of(call), version);
        requireKnown(prompt.model());
        ObjectNode count = JsonNodeFactory.instance.objectNode().put("input_tokens", prompt.tokens());
        return Reply.json(200, count, Duration.ZERO);
    }

    private static Reply models() {
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        list.putArray("data").add(described(SimulatedModel.NAME));
        list.put("has_more", false).put("first_id", SimulatedModel.NAME).put("last_id", SimulatedModel.NAME);
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
        if (!SimulatedModel.goesBy(name)) {
            throw AnthropicError.unknownModel(name).refused();
        }
    }
}
