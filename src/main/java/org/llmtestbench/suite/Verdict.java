package org.llmtestbench.suite;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The verdict on one case after all its iterations. */
public enum Verdict {
    /** Enough iterations met every check, and no attempt was repeated. */
    PASSED,
    /** Passed, but only because of {@code min_pass} or after a retry. */
    FLAKY,
    /** The model returned no text, because reasoning used all of {@code max_tokens}. */
    SILENT,
    /** An answer arrived, and a check was not met. */
    FAILED,
    /** No usable answer arrived. */
    ERRORED,
    /** Not run to the end, because the run ended first. */
    NOT_RUN;

    /** The value in JSON reports, such as {@code not_run}. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
