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

/** The telemetry of one command. Sends and writes it when it is closed. Without telemetry options it does nothing. */
final class TelemetrySession implements AutoCloseable {
    /** The session without telemetry. */
    static final TelemetrySession NONE = new TelemetrySession(null, null, true);

    /** A collector that does not respond must not delay the exit for longer. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);

    private final Telemetry telemetry;
    private final MetricsFile file;
    private final boolean quiet;

    private TelemetrySession(Telemetry telemetry, MetricsFile file, boolean quiet) {
        this.telemetry = telemetry;
        this.file = file;
        this.quiet = quiet;
    }

    /**
     * @param otlp the address, as in {@link OtlpConfig}
     * @param path the metrics file; null for none
     * @param quiet whether to omit warnings about telemetry that could not be sent
     */
    static TelemetrySession start(String otlp, Path path, boolean quiet) {
        MetricsFile file = path == null ? null : new MetricsFile(path);
        if (file != null) {
            file.prepare();
        }
        return new TelemetrySession(Telemetry.start(new OtlpConfig(otlp, false), Clock.systemUTC()), file, quiet);
    }

    /** Returns a runner whose calls are measured. */
    CallRunner runner(CallRunner runner) {
        return telemetry == null ? runner : runner.withObserver(telemetry.callObserver(null));
    }

    /** Starts the telemetry of the run of a suite. */
    Run suite(String name) {
        return telemetry == null ? Run.UNMEASURED : new Run(telemetry.startSuite(name, null));
    }

    /**
     * The telemetry of one run of a suite.
     *
     * @param span null without telemetry
     */
    record Run(SuiteSpan span) {
        private static final Run UNMEASURED = new Run(null);

        /** Returns a runner whose calls are measured as part of the run. */
        CallRunner runner(CallRunner runner) {
            return span == null ? runner : runner.withObserver(span.callObserver());
        }

        /** Records the result of the run. */
        void ended(SuiteJson head) {
            if (span != null) {
                span.ended(ProbeResult.of(head));
            }
        }
    }

    /** Writes the metrics file and sends the telemetry. A failed write is an error; a failed send is only a warning. */
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
            List<String> unsent = telemetry.close(CLOSE_TIMEOUT);
            if (!quiet) {
                StandardStreams.commentary().warnings(unsent, "");
            }
        }
    }
}
