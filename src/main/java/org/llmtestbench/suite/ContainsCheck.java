package org.llmtestbench.suite;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Texts that stand somewhere in the answer.
 *
 * @param ignoreCase whether capitals do not matter
 * @param all whether all of them must be there, else any one
 */
public record ContainsCheck(boolean ignoreCase, boolean all, List<String> texts) implements Check {
    /** Refuses to look for nothing. */
    public ContainsCheck {
        texts = List.copyOf(texts);
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("There is no text to look for.");
        }
    }

    @Override
    public String type() {
        return ignoreCase ? "icontains" : "contains";
    }

    @Override
    public CheckOutcome look(CheckedResponse response) {
        String text = folded(response.response().content());
        List<String> missing =
                texts.stream().filter(wanted -> !text.contains(folded(wanted))).toList();
        boolean met = all ? missing.isEmpty() : missing.size() < texts.size();
        String wanted = (texts.size() == 1 ? "" : all ? "all of " : "any of ") + listed(texts);
        String lacking = all && !met && texts.size() > 1 ? ", without " + listed(missing) : "";
        return CheckOutcome.of(met, "looked for " + wanted + " in " + response.quoted() + lacking);
    }

    private String folded(String text) {
        return ignoreCase ? text.toLowerCase(Locale.ROOT) : text;
    }

    private static String listed(List<String> texts) {
        return texts.stream().map(CheckedResponse::quoted).collect(Collectors.joining(", "));
    }
}
