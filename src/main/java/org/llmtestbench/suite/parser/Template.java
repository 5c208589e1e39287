package org.llmtestbench.suite.parser;

import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.llmtestbench.provider.Suggestions;

/** Fills <code>{{name}}</code> in texts. What was filled in is not looked at again. */
record Template(Map<String, String> variables, SizeBudget budget) {
    private static final Pattern PLACE = Pattern.compile("\\{\\{ *([A-Za-z_][A-Za-z0-9_-]*) *}}");

    /** @param problems hears of each name that no variable has */
    String fill(String text, Consumer<String> problems) {
        if (!budget.take(text.length())) {
            return "";
        }
        return PLACE.matcher(text).replaceAll(place -> Matcher.quoteReplacement(value(place.group(1), problems)));
    }

    private String value(String name, Consumer<String> problems) {
        String value = variables.get(name);
        if (value == null) {
            problems.accept("{{" + name + "}}: no variable of the test has this name."
                    + Suggestions.suggestion(name, variables.keySet()));
            return "";
        }
        return budget.take(value.length()) ? value : "";
    }
}
