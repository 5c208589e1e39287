package org.llmtestbench.provider.client;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;

/** Reads a text that is not the content of an answer. Anything else is left out with a warning. */
public class LenientTextDeserializer extends StdScalarDeserializer<String> {
    private static final long serialVersionUID = 1;

    /** For Jackson. */
    public LenientTextDeserializer() {
        super(String.class);
    }

    @Override
    public String deserialize(JsonParser json, DeserializationContext context) throws IOException {
        return read(json, context);
    }

    /** Reads the value at the parser; null for JSON's null. */
    public static String read(JsonParser json, DeserializationContext context) throws IOException {
        JsonToken token = json.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        return token == JsonToken.VALUE_STRING ? json.getText() : LenientFieldHandler.leaveOut(json, context);
    }

    /** Reads a text that some servers send as a number, such as an id. */
    public static final class OrNumber extends LenientTextDeserializer {
        private static final long serialVersionUID = 1;

        @Override
        public String deserialize(JsonParser json, DeserializationContext context) throws IOException {
            return json.currentToken().isNumeric() ? json.getText() : super.deserialize(json, context);
        }
    }
}
