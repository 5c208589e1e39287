package org.llmtestbench.provider.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.Function;

/** Which address of the OpenAI dialect answers what. */
final class OpenAiRoutes {
    static final String BASE = "/v1";
    static final String COMPLETIONS = BASE + "/chat/completions";
    static final String MODELS = BASE + "/models";
    static final long CREATED = 1_790_000_000;

    private static final String SIMULATED = "simulated";
    private static final String UNKNOWN_MODELS = "missing";

    private final Behaviour behaviour;
    private final Prose prose;
    private final Dice dice;

    OpenAiRoutes(Behaviour behaviour) {
        this.behaviour = behaviour;
        this.prose = new Prose(behaviour.tokens(), behaviour.seed());
        this.dice = new Dice(behaviour.faults(), behaviour.seed());
    }

    Reply answer(Call call) {
        try {
            return route(call);
        } catch (OpenAiError.Refused refused) {
            return refused.error().reply();
        }
    }

    private Reply route(Call call) {
        String path = call.path();
        if (path.equals(COMPLETIONS)) {
            return only("POST", call, this::completion);
        }
        if (path.equals(MODELS)) {
            return only("GET", call, list -> models());
        }
        if (path.startsWith(MODELS + "/")) {
            return only("GET", call, OpenAiRoutes::model);
        }
        throw OpenAiError.unknownUrl(call.method(), path).refused();
    }

    /** What could be answered may still meet a simulated failure. */
    private Reply only(String method, Call call, Function<Call, Reply> answer) {
        if (!call.method().equals(method)) {
            return OpenAiError.wrongMethod(call.method(), call.path()).reply().with("allow", method);
        }
        OptionalInt fault = dice.roll();
        return fault.isPresent() ? OpenAiError.fault(fault.getAsInt()).reply() : answer.apply(call);
    }

    private Reply completion(Call call) {
        OpenAiRequest request = OpenAiRequest.parse(call.body());
        requireKnown(request.model());
        Answer answer =
                Answer.limited(prose.answer(request.messages().lastUserText()), request.maxTokens(), request.stop());
        OpenAiAnswer completion = new OpenAiAnswer("chatcmpl-sim-" + call.number(), request, answer);
        return request.stream()
                ? Reply.events(completion.events(behaviour))
                : Reply.json(
                        200,
                        completion.whole(),
                        behaviour.waitForAll(answer.tokens().size()));
    }

    private static Reply models() {
        ObjectNode list = JsonNodeFactory.instance.objectNode().put("object", "list");
        list.putArray("data").add(model(SIMULATED));
        return Reply.json(200, list, Duration.ZERO);
    }

    private static Reply model(Call call) {
        String id = decoded(call.path().substring(MODELS.length() + 1));
        requireKnown(id);
        return Reply.json(200, model(id), Duration.ZERO);
    }

    private static ObjectNode model(String id) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("object", "model")
                .put("created", CREATED)
                .put("owned_by", "llm-test-bench");
    }

    private static void requireKnown(String model) {
        if (model.isEmpty() || model.startsWith(UNKNOWN_MODELS)) {
            throw OpenAiError.unknownModel(model).refused();
        }
    }

    private static String decoded(String segment) {
        try {
            // A plus in a path is a plus; only in a query it is a space.
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException brokenEscape) {
            return segment;
        }
    }
}
