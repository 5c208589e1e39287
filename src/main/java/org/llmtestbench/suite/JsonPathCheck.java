package org.llmtestbench.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import java.util.List;
import java.util.Optional;
import org.llmtestbench.suite.AnswerPath.Selection;

/** What is at a JSON path in an answer that is JSON; of several values, one is enough. */
public record JsonPathCheck(AnswerPath path, Want want) implements Check {
    /** What is expected there. */
    public sealed interface Want {
        /** One of these values. */
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

    @Override
    public String type() {
        return "json-path";
    }

    @Override
    public CheckOutcome look(CheckedResponse response) {
        Optional<JsonNode> json = JsonSchemaValidator.json(response.text());
        if (json.isEmpty()) {
            return CheckOutcome.unknown(response.quoted() + " is not JSON");
        }
        Selection selection = path.in(json.get());
        if (selection instanceof Selection.Undefined undefined) {
            return CheckOutcome.unknown(path + " is not defined for " + shown(undefined.selected()));
        }
        List<JsonNode> found = ((Selection.Values) selection).values();
        boolean met = found.isEmpty() ? want.acceptsNothing() : found.stream().anyMatch(want::accepts);
        return CheckOutcome.of(met, "looked for " + want + " at " + path + ", where " + shown(found) + " is");
    }

    private static String shown(List<JsonNode> values) {
        if (values.isEmpty()) {
            return "nothing";
        }
        return CheckedResponse.shortened(values.size() == 1 ? values.get(0).toString() : values.toString());
    }
}
