package org.llmtestbench.suite.parser;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/** Converts values that are compared as JSON. Rejects YAML literals such as {@code 007}, which may mean a text. */
final class JsonLiterals {
    private static final Pattern LITERAL =
            Pattern.compile("null|true|false|-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");

    private JsonLiterals() {}

    /**
     * Returns the value as JSON. Throws {@link IllegalArgumentException}, with a message for the user, if the value
     * contains a literal such as {@code 007} or {@code ~}, which is not written as in JSON.
     */
    static JsonNode strictJson(SourceNode value) {
        boolean isText = value.json().isTextual();
        if (!isText
                && value.written() != null
                && !LITERAL.matcher(value.written()).matches()) {
            throw new IllegalArgumentException("'" + value.written() + "' is read as " + value.json()
                    + ". Write it as in JSON, or quote it if a text is meant.");
        }
        value.fields().values().forEach(JsonLiterals::strictJson);
        value.elements().forEach(JsonLiterals::strictJson);
        return value.json();
    }
}
