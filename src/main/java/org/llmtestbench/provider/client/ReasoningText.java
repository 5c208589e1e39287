package org.llmtestbench.provider.client;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Reads the reasoning that a model shows: a text, or an object or a list that holds texts. What holds no text, such as
 * encrypted reasoning, is null.
 */
public final class ReasoningText extends StdDeserializer<String> {
    private static final long serialVersionUID = 1;

    /**
     * The known members of an OpenAI message or delta: the protocol has none, so each server has its own. Some servers
     * send the same text in several of them: the first one with text counts.
     */
    public static final List<String> MEMBERS = List.of(
            "reasoning_content",
            "reasoning",
            "reasoning_text",
            "reasoning_summary",
            "reasoningContent",
            "thinking",
            "thinking_content",
            "thinking_text",
            "thoughts",
            "thought",
            "reasoning_details",
            "thinking_blocks");

    /** The members of an object of reasoning that may hold its text; the first one with text counts. */
    private static final List<String> TEXTS = List.of(
            "text", "thinking", "reasoning", "content", "summary", "reasoning_content", "reasoning_text", "value");

    /** Types of content parts that hold reasoning. */
    private static final Set<String> PARTS = Set.of(
            "thinking",
            "thinking_content",
            "thought",
            "reasoning",
            "reasoning_content",
            "reasoning_text",
            "reasoning.text",
            "reasoning_summary",
            "reasoning.summary",
            "summary_text");

    /** For Jackson. */
    public ReasoningText() {
        super(String.class);
    }

    @Override
    public String deserialize(JsonParser json, DeserializationContext context) throws IOException {
        return read(json, context);
    }

    /** Reads the value at the parser. */
    public static String read(JsonParser json, DeserializationContext context) throws IOException {
        JsonToken token = json.currentToken();
        String text = token == JsonToken.VALUE_STRING
                ? json.getText()
                : token.isStructStart() ? of(context.readTree(json)) : "";
        return text.isEmpty() ? null : text;
    }

    /** Whether a part of the content is reasoning. */
    public static boolean isIn(JsonNode part) {
        return PARTS.contains(part.path("type").asText())
                || part.path("thought").asBoolean();
    }

    /** All text of a value, in order; empty when it holds none. */
    public static String of(JsonNode value) {
        if (value.isTextual()) {
            return value.textValue();
        }
        if (value.isArray()) {
            StringBuilder all = new StringBuilder();
            value.forEach(each -> all.append(of(each)));
            return all.toString();
        }
        for (String name : TEXTS) {
            String text = value.isObject() && value.has(name) ? of(value.get(name)) : "";
            if (!text.isEmpty()) {
                return text;
            }
        }
        return "";
    }
}
