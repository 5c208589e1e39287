package org.llmtestbench.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.llmtestbench.bench.Bench;
import org.llmtestbench.report.SuiteJson;
import org.llmtestbench.telemetry.MetricsFile;
import org.llmtestbench.telemetry.Outlets;
import org.llmtestbench.telemetry.Probe;
import org.llmtestbench.telemetry.SuiteWatch;
import org.llmtestbench.telemetry.Telemetry;

/** What monitoring hears of a command's calls: sent and written when it is closed; nothing, and at no cost, unless asked for. */
final class Measured implements AutoCloseable {
    /** Nobody wants to hear. */
    static final Measured NOT = new Measured(null, null, true);

    /** A collector that is down must not hold up whoever waits for the exit code. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Telemetry telemetry;
    private final MetricsFile file;
    private final boolean quiet;

    private Measured(Telemetry telemetry, MetricsFile file, boolean quiet) {
        this.telemetry = telemetry;
        this.file = file;
        this.quiet = quiet;
    }

    /**
     * @param otlp as for {@link Outlets}
     * @param path the file for metrics; null for none
     * @param quiet whether nobody wants to hear of what could not be sent
     */
    static Measured start(String otlp, Path path, boolean quiet) {
        MetricsFile file = path == null ? null : new MetricsFile(path);
        if (file != null) {
            file.prepare();
        }
        return new Measured(Telemetry.start(new Outlets(otlp, false), Clock.systemUTC()), file, quiet);
    }

    /** The bench whose calls are heard of. */
    Bench bench(Bench bench) {
        return telemetry == null ? bench : bench.seenBy(telemetry.calls(null));
    }

    /** A suite's run begins. */
    Run suite(String name) {
        return telemetry == null ? Run.UNSEEN : new Run(telemetry.suite(name, null));
    }

    /**
     * One run of a suite.
     *
     * @param watch null when nobody wants to hear
     */
    record Run(SuiteWatch watch) {
        private static final Run UNSEEN = new Run(null);

        /** The bench whose calls are heard of as the run's. */
        Bench bench(Bench bench) {
            return watch == null ? bench : bench.seenBy(watch.calls());
        }

        /** What the run came to. */
        void ended(SuiteJson head) {
            if (watch != null) {
                watch.ended(Probe.of(head));
            }
        }
    }

    /** Writes the file and sends what is to be sent; what can't be sent is a warning, what can't be written an error. */
    @Override
    public void close() {
        if (telemetry == null) {
            return;
        }
        try {
            if (file != null) {
                file.write(telemetry.page(null));
            }
        } finally {
            List<String> unsent = telemetry.close(PATIENCE);
            if (!quiet) {
                Streams.commentary().warnings(unsent, "");
            }
        }
    }
}
