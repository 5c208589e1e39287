package org.llmtestbench.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.suite.Suite;
import picocli.CommandLine.Option;

/** How suites are run, and when that ends. */
final class RunOptions {
    private static final int MOST_AT_ONCE = 1000;

    @Option(
            names = {"-j", "--concurrency"},
            paramLabel = "N",
            defaultValue = "4",
            description = "Cases at once. Default: 4.")
    private int concurrency;

    @Option(names = "--budget", paramLabel = "USD", description = "What a suite's run may cost at most.")
    private BigDecimal budget;

    @Option(names = "--allow-unknown-price", description = "Counts calls without a known price as free.")
    private boolean allowUnknownPrice;

    @Option(
            names = "--deadline",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "For all suites together: 90s, 5m.")
    private Duration deadline;

    @Option(names = "--fail-fast", description = "Begins no more cases once one did not pass.")
    private boolean failFast;

    @Option(names = "--exit-zero", description = "Exits with 0 whatever became of the cases.")
    private boolean exitZero;

    @Option(
            names = {"-q", "--quiet"},
            description = "Nothing but the result and errors.")
    private boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            description = "Every case and attempt as it ends.")
    private boolean verbose;

    void check() {
        if (concurrency < 1 || concurrency > MOST_AT_ONCE) {
            throw Failure.USAGE.because(
                    "--concurrency must be a whole number from 1 to " + MOST_AT_ONCE + ", not " + concurrency + ".");
        }
        if (budget != null && budget.signum() <= 0) {
            throw Failure.USAGE.because("--budget must be above 0, not " + budget.toPlainString() + ".");
        }
    }

    int concurrency() {
        return concurrency;
    }

    boolean failFast() {
        return failFast;
    }

    boolean exitZero() {
        return exitZero;
    }

    boolean allowUnknownPrice() {
        return allowUnknownPrice;
    }

    boolean verbose() {
        return verbose;
    }

    boolean quiet() {
        return quiet;
    }

    Optional<Duration> deadline() {
        return Optional.ofNullable(deadline);
    }

    /** The cap of this suite; null for none. */
    BigDecimal budgetOf(Suite suite) {
        return budget == null ? suite.budgetUsd() : budget;
    }
}
