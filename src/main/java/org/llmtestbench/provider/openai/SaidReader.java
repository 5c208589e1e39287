package org.llmtestbench.provider.openai;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import org.llmtestbench.provider.client.LenientTextDeserializer;
import org.llmtestbench.provider.client.ReasoningText;

/**
 * Reads a message or a delta. Written by hand because the deserializer of Jackson would need one slot in memory
 * for each name that reasoning can have.
 */
final class SaidReader extends StdDeserializer<ChatCompletion.Said> {
    private static final long serialVersionUID = 1;

    SaidReader() {
        super(ChatCompletion.Said.class);
    }

    @Override
    public ChatCompletion.Said deserialize(JsonParser json, DeserializationContext context) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            return (ChatCompletion.Said) context.handleUnexpectedToken(ChatCompletion.Said.class, json);
        }
        String text = null;
        JsonNode parts = null;
        String refusal = null;
        String reasoning = null;
        int rank = ReasoningText.MEMBERS.size();
        JsonNode toolCalls = null;
        JsonNode functionCall = null;
        JsonNode error = null;
        JsonNode vendor = null;
        boolean thought = false;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken token = json.nextToken();
            switch (name) {
                case "role" -> json.skipChildren();
                case "content" -> {
                    text = token == JsonToken.VALUE_STRING ? json.getText() : null;
                    parts = token == JsonToken.VALUE_STRING ? null : context.readTree(json);
                }
                case "refusal" -> refusal = LenientTextDeserializer.read(json, context);
                case "tool_calls" -> toolCalls = context.readTree(json);
                case "function_call" -> functionCall = context.readTree(json);
                case "error" -> error = context.readTree(json);
                // of LiteLLM
                case "provider_specific_fields" -> vendor = context.readTree(json);
                // of Google
                case "extra_content" ->
                    thought = context.readTree(json)
                            .path("google")
                            .path("thought")
                            .asBoolean();
                default -> {
                    int newRank = ReasoningText.MEMBERS.indexOf(name);
                    String value = newRank < 0 || newRank > rank ? null : ReasoningText.read(json, context);
                    if (value != null) {
                        reasoning = value;
                        rank = newRank;
                    }
                    json.skipChildren();
                }
            }
        }
        if (reasoning == null && vendor != null) {
            reasoning = ofVendor(vendor);
        }
        return thought && reasoning == null
                ? new ChatCompletion.Said(null, null, refusal, text, toolCalls, functionCall, error)
                : new ChatCompletion.Said(text, parts, refusal, reasoning, toolCalls, functionCall, error);
    }

    private static String ofVendor(JsonNode fields) {
        return ReasoningText.MEMBERS.stream()
                .filter(fields::has)
                .map(name -> ReasoningText.of(fields.get(name)))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse(null);
    }
}
