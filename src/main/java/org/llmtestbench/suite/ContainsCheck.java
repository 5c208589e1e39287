package org.llmtestbench.suite;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Checks that the answer contains texts.
 *
 * @param ignoreCase whether upper and lower case are the same
 * @param all whether the answer must contain all texts; else one is enough
 */
public record ContainsCheck(boolean ignoreCase, boolean all, List<String> texts) implements Check {
    /** Rejects an empty list. */
    public ContainsCheck {
        texts = List.copyOf(texts);
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("needs at least one text.");
        }
    }

    @Override
    public String type() {
        return ignoreCase ? "icontains" : "contains";
    }

    @Override
    public CheckOutcome evaluate(CheckedResponse response) {
        String text = foldCase(response.response().content());
        List<String> missing = texts.stream()
                .filter(expected -> !text.contains(foldCase(expected)))
                .toList();
        boolean met = all ? missing.isEmpty() : missing.size() < texts.size();
        String expected = (texts.size() == 1 ? "" : all ? "all of " : "any of ") + list(texts);
        String without = all && !met && texts.size() > 1 ? ", without " + list(missing) : "";
        return CheckOutcome.of(met, "looked for " + expected + " in " + response.quoted() + without);
    }

    private String foldCase(String text) {
        return ignoreCase ? text.toLowerCase(Locale.ROOT) : text;
    }

    private static String list(List<String> texts) {
        return texts.stream().map(CheckedResponse::quoted).collect(Collectors.joining(", "));
    }
}
