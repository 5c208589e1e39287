package org.llmtestbench.suite.parser;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/** Values that are compared as JSON: what only YAML takes for a number, a truth or null may be meant as a text. */
final class JsonLiterals {
    private static final Pattern LITERAL =
            Pattern.compile("null|true|false|-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");

    private JsonLiterals() {}

    /**
     * The value as JSON. Fails with {@link IllegalArgumentException}, whose message says what to do, where it holds a value
     * such as {@code 007} or {@code ~}, which JSON would write in another way.
     */
    static JsonNode json(SourceNode value) {
        boolean isText = value.json().isTextual();
        if (!isText
                && value.written() != null
                && !LITERAL.matcher(value.written()).matches()) {
            throw new IllegalArgumentException("'" + value.written() + "' is read as " + value.json()
                    + ". Write it as JSON does, or quote it if a text is meant.");
        }
        value.fields().values().forEach(JsonLiterals::json);
        value.elements().forEach(JsonLiterals::json);
        return value.json();
    }
}
