package org.llmtestbench.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the conversation in a request and checks it with the rules of OpenAI. */
final class OpenAiMessages {
    private static final Set<String> ROLES = Set.of("developer", "system", "user", "assistant", "tool", "function");

    private OpenAiMessages() {}

    static SimulatedConversation read(OpenAiRequestReader request) {
        JsonNode messages = request.array("messages");
        List<SimulatedConversation.Turn> turns = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            OpenAiRequestReader message = message(request, messages.get(i), i);
            turns.add(new SimulatedConversation.Turn(message.text("role"), content(message)));
        }
        return SimulatedConversation.of(turns);
    }

    private static OpenAiRequestReader message(OpenAiRequestReader request, JsonNode message, int index) {
        String name = "messages[" + index + "]";
        if (!message.isObject()) {
            throw request.invalid(name, "invalid_type", "expected an object");
        }
        OpenAiRequestReader fields = new OpenAiRequestReader(name + ".", message);
        if (!ROLES.contains(fields.text("role"))) {
            throw fields.invalid("role", "invalid_value", "not a known role");
        }
        return fields;
    }

    /** The text, or the joined text parts; empty for a message that has only tool calls. */
    private static String content(OpenAiRequestReader message) {
        JsonNode content = message.node().path("content");
        if (!content.isArray()) {
            return content.isMissingNode() || content.isNull() ? "" : message.text("content");
        }
        StringBuilder text = new StringBuilder();
        content.forEach(part -> text.append(part.path("text").asText()));
        return text.toString();
    }
}
