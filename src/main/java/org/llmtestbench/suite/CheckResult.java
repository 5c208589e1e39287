package org.llmtestbench.suite;

import java.util.regex.Pattern;

/**
 * What became of one check.
 *
 * @param type as the suite's file names it, such as {@code not-contains}
 * @param message what was expected and what was there; for a check that was met, what was seen
 */
public record CheckResult(String type, boolean passed, String message) {
    /** The check of every case that an answer came, which no file names. */
    public static final String ANSWERED = "answered";

    private static final Pattern PARTLY = Pattern.compile("(met|answered) in \\d+ of \\d+ runs; .*", Pattern.DOTALL);

    /** Over several runs, some of which missed it. */
    static CheckResult partly(String type, boolean passed, long met, int runs, String seen) {
        String word = type.equals(ANSWERED) ? "answered" : "met";
        return new CheckResult(type, passed, word + " in " + met + " of " + runs + " runs; " + seen);
    }

    /** Whether enough runs met it, but not all. */
    public boolean wasPartlyMet() {
        return passed && message != null && PARTLY.matcher(message).matches();
    }
}
