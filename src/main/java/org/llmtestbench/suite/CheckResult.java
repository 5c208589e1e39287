package org.llmtestbench.suite;

import java.util.regex.Pattern;

/**
 * The result of one check over all iterations of a case.
 *
 * @param type the name of the check in the suite, such as {@code not-contains}
 * @param message the expected and the actual value
 */
public record CheckResult(String type, boolean passed, String message) {
    /** The check of every case that an answer arrived; it is not written in suites. */
    public static final String ANSWERED = "answered";

    private static final Pattern PARTLY = Pattern.compile("(met|answered) in \\d+ of \\d+ runs; .*", Pattern.DOTALL);

    /** The result over several iterations, of which some did not meet the check. */
    static CheckResult partly(String type, boolean passed, long met, int runs, String message) {
        String word = type.equals(ANSWERED) ? "answered" : "met";
        return new CheckResult(type, passed, word + " in " + met + " of " + runs + " runs; " + message);
    }

    /** Whether enough iterations met the check, but not all. */
    public boolean wasPartlyMet() {
        return passed && message != null && PARTLY.matcher(message).matches();
    }
}
