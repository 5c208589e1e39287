package org.llmtestbench.suite;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What is said of one case after all its runs. */
public enum Verdict {
    /** As many runs as wanted met every check, none was tried again. */
    PASSED,
    /** Passed, but only by {@code min_pass} or after a retry. */
    FLAKY,
    /** Alive: reasoning used up the token cap before any text. */
    SILENT,
    /** Answered, and a check was not met. */
    FAILED,
    /** Could not be asked, or gave no good answer. */
    ERRORED,
    /** Not begun: the budget, the deadline or an interruption came first. */
    NOT_RUN;

    /** The word in our JSON, such as {@code not_run}. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
