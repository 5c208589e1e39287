package org.llmtestbench.suite;

import java.util.Locale;
import java.util.Optional;
import org.llmtestbench.provider.Failure;

/** The reason why a run ended. */
public enum RunEndReason {
    /** Every case was run. */
    COMPLETE(null),
    /** A case did not pass, and {@code --fail-fast} is set. */
    FAIL_FAST(null),
    /** The next call could have exceeded the budget. */
    BUDGET(Failure.BUDGET_EXCEEDED),
    /** The deadline of the run was reached. */
    DEADLINE(Failure.TIMEOUT),
    /** The run or the process was interrupted. */
    INTERRUPTED(null),
    /** SIGTERM stopped the process. */
    TERMINATED(null);

    private final Failure failure;

    RunEndReason(Failure failure) {
        this.failure = failure;
    }

    /** The value in JSON reports, such as {@code deadline}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The failure of the run, in addition to the failures of its cases. */
    public Optional<Failure> failure() {
        return Optional.ofNullable(failure);
    }

    /** A message why cases were not run; empty for {@link #COMPLETE}. */
    public Optional<String> message() {
        return switch (this) {
            case COMPLETE -> Optional.empty();
            case FAIL_FAST -> Optional.of("Stopped by --fail-fast: a case did not pass.");
            case BUDGET -> Optional.of("Stopped by the budget: the next call could have exceeded it.");
            case DEADLINE -> Optional.of("Stopped by the deadline: running calls were cancelled.");
            case INTERRUPTED -> Optional.of("Interrupted: running calls were cancelled.");
            case TERMINATED -> Optional.of("Terminated: running calls were cancelled.");
        };
    }

    /** Whether running calls are cancelled. They are paid for, so the budget does not cancel them. */
    boolean cancelsCalls() {
        return this == DEADLINE || this == INTERRUPTED || this == TERMINATED;
    }
}
