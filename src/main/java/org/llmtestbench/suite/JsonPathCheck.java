package org.llmtestbench.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.Option;
import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import java.util.List;
import java.util.Optional;

/** What stands at a JSON path in an answer that is JSON; of several places, one is enough. */
public record JsonPathCheck(JsonPath path, Want want) implements Check {
    private static final Configuration NODES = Configuration.builder()
            .jsonProvider(new JacksonJsonNodeJsonProvider())
            .mappingProvider(new JacksonMappingProvider())
            .options(Option.ALWAYS_RETURN_LIST, Option.SUPPRESS_EXCEPTIONS)
            .build();

    /** What is expected there. */
    public sealed interface Want {
        /** One of these values. */
        record Any(List<JsonNode> values) implements Want {
            @Override
            public boolean accepts(JsonNode found) {
                return values.stream().anyMatch(value -> value.equals(Any::compare, found));
            }

            /** Numbers are the same whatever their kind, at any depth. */
            private static int compare(JsonNode value, JsonNode found) {
                boolean same = value.isNumber() && found.isNumber()
                        ? value.decimalValue().compareTo(found.decimalValue()) == 0
                        : value.equals(found);
                return same ? 0 : 1;
            }

            @Override
            public String toString() {
                return values.size() == 1 ? values.get(0).toString() : "any of " + values;
            }
        }

        /** A text that matches. */
        record Matching(Pattern pattern) implements Want {
            @Override
            public boolean accepts(JsonNode found) {
                return pattern.matcher(found.isTextual() ? found.textValue() : found.toString())
                        .find();
            }

            @Override
            public String toString() {
                return "/" + pattern.pattern() + "/";
            }
        }

        /** Anything, or nothing. */
        record Existing(boolean wanted) implements Want {
            @Override
            public boolean accepts(JsonNode found) {
                return wanted;
            }

            @Override
            public boolean acceptsNothing() {
                return !wanted;
            }

            @Override
            public String toString() {
                return wanted ? "anything" : "nothing";
            }
        }

        /** Whether this value is as expected. */
        boolean accepts(JsonNode found);

        /** Whether it is as expected that nothing stands there. */
        default boolean acceptsNothing() {
            return false;
        }
    }

    /**
     * Compiles a path; fails with {@link IllegalArgumentException}, whose message says why. Filters with {@code =~} are
     * refused: they would run regular expressions that backtrack.
     */
    public static JsonPath path(String text) {
        if (text.contains("=~")) {
            throw new IllegalArgumentException("'=~' is not supported in a path. Use regex: beside it.");
        }
        try {
            return JsonPath.compile(text);
        } catch (JsonPathException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a JSON path"
                            // the library's own slip says nothing of the path
                            + (e.getCause() == null ? ": " + e.getMessage() : "."),
                    e);
        }
    }

    @Override
    public String type() {
        return "json-path";
    }

    @Override
    public Finding look(Answered answer) {
        Optional<JsonNode> json = AnswerSchema.json(answer.text());
        if (json.isEmpty()) {
            return Finding.unknown(answer.quoted() + " is not JSON");
        }
        JsonNode found = path.read(json.get(), NODES);
        boolean nothing = found == null || found.isEmpty();
        boolean met = nothing ? want.acceptsNothing() : accepts(found);
        String there = nothing
                ? "nothing"
                : Answered.shortened(found.size() == 1 ? found.get(0).toString() : found.toString());
        return Finding.of(met, "looked for " + want + " at " + path.getPath() + ", where " + there + " is");
    }

    private boolean accepts(JsonNode found) {
        for (JsonNode each : found) {
            if (want.accepts(each)) {
                return true;
            }
        }
        return false;
    }
}
