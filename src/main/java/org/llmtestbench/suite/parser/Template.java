package org.llmtestbench.suite.parser;

import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.llmtestbench.provider.Suggestions;

/** Replaces <code>{{name}}</code> in texts by values of variables. The values are not expanded again. */
record Template(Map<String, String> variables, SizeBudget budget) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{ *([A-Za-z_][A-Za-z0-9_-]*) *}}");

    /** @param problems receives a message for each unknown variable */
    String fill(String text, Consumer<String> problems) {
        if (!budget.take(text.length())) {
            return "";
        }
        return PLACEHOLDER.matcher(text).replaceAll(match -> Matcher.quoteReplacement(value(match.group(1), problems)));
    }

    private String value(String name, Consumer<String> problems) {
        String value = variables.get(name);
        if (value == null) {
            problems.accept("{{" + name + "}}: the test has no variable of this name."
                    + Suggestions.suggestion(name, variables.keySet()));
            return "";
        }
        return budget.take(value.length()) ? value : "";
    }
}
