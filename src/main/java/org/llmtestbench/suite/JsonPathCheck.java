package org.llmtestbench.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import java.util.List;
import java.util.Optional;
import org.llmtestbench.suite.AnswerPath.Selection;

/** Checks the value at a JSON path of a JSON answer; if the path selects several values, one must match. */
public record JsonPathCheck(AnswerPath path, Want expected) implements Check {
    /** The expectation about the value. */
    public sealed interface Want {
        /** The value equals one of these values. */
        record Any(List<JsonNode> values) implements Want {
            @Override
            public boolean accepts(JsonNode found) {
                return values.stream().anyMatch(value -> JsonNumbers.same(value, found));
            }

            @Override
            public String toString() {
                return values.size() == 1 ? values.get(0).toString() : "any of " + values;
            }
        }

        /** The value as a text matches a pattern. */
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

        /** There is a value, or there is none. */
        record Existing(boolean exists) implements Want {
            @Override
            public boolean accepts(JsonNode found) {
                return exists;
            }

            @Override
            public boolean acceptsMissing() {
                return !exists;
            }

            @Override
            public String toString() {
                return exists ? "any value" : "no value";
            }
        }

        /** Whether a value meets the expectation. */
        boolean accepts(JsonNode found);

        /** Whether a missing value meets the expectation. */
        default boolean acceptsMissing() {
            return false;
        }
    }

    @Override
    public String type() {
        return "json-path";
    }

    @Override
    public CheckOutcome evaluate(CheckedResponse response) {
        Optional<JsonNode> json = JsonSchemaValidator.json(response.text());
        if (json.isEmpty()) {
            return CheckOutcome.unknown(response.quoted() + " is not JSON");
        }
        Selection selection = path.select(json.get());
        if (selection instanceof Selection.Undefined undefined) {
            return CheckOutcome.unknown(path + " is not defined for " + shown(undefined.selected()));
        }
        List<JsonNode> found = ((Selection.Values) selection).values();
        boolean met =
                found.isEmpty() ? expected.acceptsMissing() : found.stream().anyMatch(expected::accepts);
        return CheckOutcome.of(met, "looked for " + expected + " at " + path + ", found " + shown(found));
    }

    private static String shown(List<JsonNode> values) {
        if (values.isEmpty()) {
            return "no value";
        }
        return CheckedResponse.shortened(values.size() == 1 ? values.get(0).toString() : values.toString());
    }
}
