package org.llmtestbench.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.llmtestbench.runner.CallRunner;
import org.llmtestbench.suite.SuiteJson;
import org.llmtestbench.telemetry.MetricsFile;
import org.llmtestbench.telemetry.OtlpConfig;
import org.llmtestbench.telemetry.ProbeResult;
import org.llmtestbench.telemetry.SuiteSpan;
import org.llmtestbench.telemetry.Telemetry;

/** What monitoring hears of a command's calls: sent and written when it is closed; nothing, and at no cost, unless asked for. */
final class TelemetrySession implements AutoCloseable {
    /** Nobody wants to hear. */
    static final TelemetrySession NOT = new TelemetrySession(null, null, true);

    /** A collector that is down must not hold up whoever waits for the exit code. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Telemetry telemetry;
    private final MetricsFile file;
    private final boolean quiet;

    private TelemetrySession(Telemetry telemetry, MetricsFile file, boolean quiet) {
        this.telemetry = telemetry;
        this.file = file;
        this.quiet = quiet;
    }

    /**
     * @param otlp as for {@link OtlpConfig}
     * @param path the file for metrics; null for none
     * @param quiet whether nobody wants to hear of what could not be sent
     */
    static TelemetrySession start(String otlp, Path path, boolean quiet) {
        MetricsFile file = path == null ? null : new MetricsFile(path);
        if (file != null) {
            file.prepare();
        }
        return new TelemetrySession(Telemetry.start(new OtlpConfig(otlp, false), Clock.systemUTC()), file, quiet);
    }

    /** The bench whose calls are heard of. */
    CallRunner bench(CallRunner runner) {
        return telemetry == null ? runner : runner.withObserver(telemetry.calls(null));
    }

    /** A suite's run begins. */
    Run suite(String name) {
        return telemetry == null ? Run.UNSEEN : new Run(telemetry.suite(name, null));
    }

    /**
     * One run of a suite.
     *
     * @param span null when nobody wants to hear
     */
    record Run(SuiteSpan span) {
        private static final Run UNSEEN = new Run(null);

        /** The bench whose calls are heard of as the run's. */
        CallRunner bench(CallRunner runner) {
            return span == null ? runner : runner.withObserver(span.calls());
        }

        /** What the run came to. */
        void ended(SuiteJson head) {
            if (span != null) {
                span.ended(ProbeResult.of(head));
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
                StandardStreams.commentary().warnings(unsent, "");
            }
        }
    }
}
