package org.llmtestbench.suite;

import java.util.Locale;
import java.util.Optional;
import org.llmtestbench.provider.Failure;

/** Why a run came to its end. */
public enum RunEndReason {
    /** Every case was run. */
    COMPLETE(null),
    /** A case did not pass, and that was to be enough. */
    FAIL_FAST(null),
    /** The next call could have passed the budget. */
    BUDGET(Failure.BUDGET_EXCEEDED),
    /** The time for the whole run was up. */
    DEADLINE(Failure.TIMEOUT),
    /** Somebody stopped the process. */
    INTERRUPTED(null),
    /** SIGTERM stopped the process. */
    TERMINATED(null);

    private final Failure failure;

    RunEndReason(Failure failure) {
        this.failure = failure;
    }

    /** The word in our JSON, such as {@code deadline}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What the run failed with on top of its cases. */
    public Optional<Failure> failure() {
        return Optional.ofNullable(failure);
    }

    /** Why cases were not run, for people; empty when none was left. */
    public Optional<String> said() {
        return switch (this) {
            case COMPLETE -> Optional.empty();
            case FAIL_FAST -> Optional.of("Stopped by --fail-fast: a case did not pass.");
            case BUDGET -> Optional.of("Stopped by the budget: the next call could have passed it.");
            case DEADLINE -> Optional.of("Stopped by the deadline: calls under way were given up.");
            case INTERRUPTED -> Optional.of("Interrupted: calls under way were given up.");
            case TERMINATED -> Optional.of("Terminated: calls under way were given up.");
        };
    }

    /** Whether calls under way are given up; what was begun is paid for, so only time is a reason. */
    boolean cancels() {
        return this == DEADLINE || this == INTERRUPTED || this == TERMINATED;
    }
}
