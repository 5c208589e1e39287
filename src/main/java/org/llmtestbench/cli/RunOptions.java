package org.llmtestbench.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.suite.Suite;
import picocli.CommandLine.Option;

/** The options for running suites and for ending a run early. */
final class RunOptions {
    private static final int MAX_CONCURRENCY = 1000;

    @Option(
            names = {"-j", "--concurrency"},
            paramLabel = "N",
            defaultValue = "4",
            description = "Concurrent cases. Default: 4.")
    private int concurrency;

    @Option(names = "--budget", paramLabel = "USD", description = "Maximum cost of the run of one suite.")
    private BigDecimal budget;

    @Option(names = "--allow-unknown-price", description = "Counts calls without a known price as free.")
    private boolean allowUnknownPrice;

    @Option(
            names = "--deadline",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "For all suites together: 90s, 5m.")
    private Duration deadline;

    @Option(names = "--fail-fast", description = "Starts no more cases after one did not pass.")
    private boolean failFast;

    @Option(names = "--exit-zero", description = "Exits with 0 even if cases did not pass.")
    private boolean exitZero;

    @Option(
            names = {"-q", "--quiet"},
            description = "Prints only the result and errors.")
    private boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            description = "Prints every case and attempt.")
    private boolean verbose;

    void check() {
        if (concurrency < 1 || concurrency > MAX_CONCURRENCY) {
            throw Failure.USAGE.because(
                    "--concurrency must be a whole number from 1 to " + MAX_CONCURRENCY + ", not " + concurrency + ".");
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

    /** The budget of this suite in US dollars; null for none. */
    BigDecimal budgetOf(Suite suite) {
        return budget == null ? suite.budgetUsd() : budget;
    }
}
