package org.llmtestbench.provider.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the conversation in a request as OpenAI does. */
final class OpenAiMessages {
    private static final Set<String> ROLES = Set.of("developer", "system", "user", "assistant", "tool", "function");

    private OpenAiMessages() {}

    static Conversation read(OpenAiFields request) {
        JsonNode messages = request.array("messages");
        List<Conversation.Turn> turns = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            OpenAiFields message = message(request, messages.get(i), i);
            turns.add(new Conversation.Turn(message.text("role"), content(message)));
        }
        return Conversation.of(turns);
    }

    private static OpenAiFields message(OpenAiFields request, JsonNode message, int index) {
        String name = "messages[" + index + "]";
        if (!message.isObject()) {
            throw request.invalid(name, "invalid_type", "expected an object");
        }
        OpenAiFields fields = new OpenAiFields(name + ".", message);
        if (!ROLES.contains(fields.text("role"))) {
            throw fields.invalid("role", "invalid_value", "not a known role");
        }
        return fields;
    }

    /** The text, or the text parts one after another; nothing where a message carries only tool calls. */
    private static String content(OpenAiFields message) {
        JsonNode content = message.node().path("content");
        if (!content.isArray()) {
            return content.isMissingNode() || content.isNull() ? "" : message.text("content");
        }
        StringBuilder text = new StringBuilder();
        content.forEach(part -> text.append(part.path("text").asText()));
        return text.toString();
    }
}
