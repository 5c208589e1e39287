package org.llmtestbench.provider.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;

/** Reads a number of tokens. What is none becomes an impossible one, so that a wrong count spoils no good answer. */
final class Count extends StdScalarDeserializer<Long> {
    private static final long serialVersionUID = 1;
    private static final long IMPOSSIBLE = -1;

    Count() {
        super(Long.class);
    }

    @Override
    public Long deserialize(JsonParser json, DeserializationContext context) throws IOException {
        if (!json.currentToken().isNumeric()) {
            json.skipChildren();
            return IMPOSSIBLE;
        }
        boolean fits = json.currentToken() == JsonToken.VALUE_NUMBER_FLOAT
                ? Math.abs(json.getDoubleValue()) < Long.MAX_VALUE
                : json.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
        return fits ? json.getValueAsLong() : IMPOSSIBLE;
    }
}
