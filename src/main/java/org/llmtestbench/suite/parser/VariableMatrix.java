package org.llmtestbench.suite.parser;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One combination of values for the variables of a test.
 *
 * @param values by name, in the order of the file
 */
record VariableMatrix(Map<String, String> values) {
    static final int MAX_CASES = 10_000;
    private static final int MAX_SHOWN_LENGTH = 40;

    /** Every combination of the values; the last variable changes fastest. */
    static List<VariableMatrix> all(Optional<SourceNode> vars, ProblemCollector problems) {
        List<Map<String, String>> combinations = new ArrayList<>(List.of(Map.of()));
        Map<String, SourceNode> fields = vars.map(SourceNode::fields).orElse(Map.of());
        for (Map.Entry<String, SourceNode> variable : fields.entrySet()) {
            List<SourceNode> values = variable.getValue().each();
            if ((long) combinations.size() * values.size() > MAX_CASES) {
                problems.add(vars.get(), "makes more than " + MAX_CASES + " cases. Use fewer values.");
                return List.of();
            }
            combinations = extend(combinations, variable.getKey(), values, problems);
        }
        return combinations.stream().map(VariableMatrix::new).toList();
    }

    private static List<Map<String, String>> extend(
            List<Map<String, String>> combinations, String name, List<SourceNode> values, ProblemCollector problems) {
        List<Map<String, String>> extended = new ArrayList<>();
        for (Map<String, String> combination : combinations) {
            for (SourceNode value : values) {
                Map<String, String> copy = new LinkedHashMap<>(combination);
                copy.put(name, text(value, problems));
                extended.add(copy);
            }
        }
        return extended;
    }

    private static String text(SourceNode value, ProblemCollector problems) {
        try {
            return value.requireText();
        } catch (IllegalArgumentException e) {
            problems.add(value, e.getMessage());
            return "";
        }
    }

    Template template(SizeBudget budget) {
        return new Template(values, budget);
    }

    /** The id of the case with these values, such as {@code json-shape[city=Paris]}. */
    String id(String test) {
        return values.isEmpty()
                ? test
                : values.entrySet().stream()
                        .map(value -> value.getKey() + "=" + shown(value.getValue()))
                        .collect(Collectors.joining(",", test + "[", "]"));
    }

    private static String shown(String value) {
        String line = value.strip().replaceAll("[\\s\\p{Cntrl}]+", " ");
        return line.codePointCount(0, line.length()) <= MAX_SHOWN_LENGTH
                ? line
                : line.substring(0, line.offsetByCodePoints(0, MAX_SHOWN_LENGTH)) + "…";
    }
}
