package org.llmtestbench.provider.client;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import java.math.BigDecimal;

/**
 * Reads a number of tokens, also where it is written as a text. What is not a whole number is left out with a warning, so
 * that a wrong count spoils no good answer.
 */
final class LenientLongDeserializer extends StdScalarDeserializer<Long> {
    private static final long serialVersionUID = 1;

    /** No count has more digits; longer numbers would take long to read. */
    private static final int LONGEST = 30;

    LenientLongDeserializer() {
        super(Long.class);
    }

    @Override
    public Long deserialize(JsonParser json, DeserializationContext context) throws IOException {
        JsonToken token = json.currentToken();
        if (token == JsonToken.VALUE_NUMBER_INT
                && json.getTextLength() < LONGEST
                && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            return json.getLongValue();
        }
        if (token.isNumeric()) {
            Long count = whole(json.getText());
            return count == null ? LenientFieldHandler.leaveOut(json, context, "a number that is not a count") : count;
        }
        Long count = token == JsonToken.VALUE_STRING ? whole(json.getText().strip()) : null;
        return count == null ? LenientFieldHandler.leaveOut(json, context) : count;
    }

    /** The whole number that a text such as {@code 12}, {@code 12.0} or {@code 1e3} is; null when it is none. */
    private static Long whole(String text) {
        try {
            return text.length() < LONGEST ? (Long) new BigDecimal(text).longValueExact() : null;
        } catch (NumberFormatException | ArithmeticException notWhole) {
            return null;
        }
    }
}
