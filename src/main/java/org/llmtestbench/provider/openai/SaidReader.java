package org.llmtestbench.provider.openai;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import org.llmtestbench.provider.client.LenientTextDeserializer;
import org.llmtestbench.provider.client.ReasoningText;

/** Reads a message or a delta. Jackson's own reader would need one slot in memory for each name that reasoning may have. */
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
                default -> {
                    int rankHere = ReasoningText.MEMBERS.indexOf(name);
                    String found = rankHere < 0 || rankHere > rank ? null : ReasoningText.read(json, context);
                    if (found != null) {
                        reasoning = found;
                        rank = rankHere;
                    }
                    json.skipChildren();
                }
            }
        }
        return new ChatCompletion.Said(text, parts, refusal, reasoning, toolCalls, functionCall);
    }
}
