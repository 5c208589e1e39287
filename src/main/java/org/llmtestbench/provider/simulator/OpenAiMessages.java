package org.llmtestbench.provider.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** The conversation in a request: what was asked last, and how long it all is. */
record OpenAiMessages(String lastUserText, int characters) {
    private static final Set<String> ROLES = Set.of("developer", "system", "user", "assistant", "tool", "function");

    static OpenAiMessages of(OpenAiFields request) {
        JsonNode messages = request.array("messages");
        String asked = null;
        String last = "";
        int characters = 0;
        for (int i = 0; i < messages.size(); i++) {
            OpenAiFields message = message(request, messages.get(i), i);
            last = content(message);
            asked = message.text("role").equals("user") ? last : asked;
            characters += last.codePointCount(0, last.length());
        }
        return new OpenAiMessages(asked == null ? last : asked, characters);
    }

    /** Four characters each, rounded up, and never none. */
    int tokens() {
        return Math.max(1, (characters + 3) / 4);
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
