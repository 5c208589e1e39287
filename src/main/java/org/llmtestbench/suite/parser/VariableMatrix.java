package org.llmtestbench.suite.parser;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One choice of a value for each variable of a test.
 *
 * @param values by name, in the file's order
 */
record VariableMatrix(Map<String, String> values) {
    static final int MOST_CASES = 10_000;
    private static final int LONGEST_SHOWN = 40;

    /** Every combination of the values; the last variable changes fastest. */
    static List<VariableMatrix> all(Optional<SourceNode> vars, ProblemCollector problems) {
        List<Map<String, String>> choices = new ArrayList<>(List.of(Map.of()));
        Map<String, SourceNode> fields = vars.map(SourceNode::fields).orElse(Map.of());
        for (Map.Entry<String, SourceNode> variable : fields.entrySet()) {
            List<SourceNode> values = variable.getValue().each();
            if ((long) choices.size() * values.size() > MOST_CASES) {
                problems.add(vars.get(), "makes more than " + MOST_CASES + " cases. Use fewer values.");
                return List.of();
            }
            choices = combined(choices, variable.getKey(), values, problems);
        }
        return choices.stream().map(VariableMatrix::new).toList();
    }

    private static List<Map<String, String>> combined(
            List<Map<String, String>> choices, String name, List<SourceNode> values, ProblemCollector problems) {
        List<Map<String, String>> more = new ArrayList<>();
        for (Map<String, String> choice : choices) {
            for (SourceNode value : values) {
                Map<String, String> longer = new LinkedHashMap<>(choice);
                longer.put(name, text(value, problems));
                more.add(longer);
            }
        }
        return more;
    }

    private static String text(SourceNode value, ProblemCollector problems) {
        try {
            return value.requireText();
        } catch (IllegalArgumentException unknown) {
            problems.add(value, unknown.getMessage());
            return "";
        }
    }

    Template template(SizeBudget budget) {
        return new Template(values, budget);
    }

    /** The id of the test's case with these values, such as {@code json-shape[city=Paris]}. */
    String id(String test) {
        return values.isEmpty()
                ? test
                : values.entrySet().stream()
                        .map(value -> value.getKey() + "=" + shown(value.getValue()))
                        .collect(Collectors.joining(",", test + "[", "]"));
    }

    private static String shown(String value) {
        String line = value.strip().replaceAll("[\\s\\p{Cntrl}]+", " ");
        return line.codePointCount(0, line.length()) <= LONGEST_SHOWN
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_SHOWN)) + "…";
    }
}
