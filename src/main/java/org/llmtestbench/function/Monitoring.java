package org.llmtestbench.function;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jboss.logging.Logger;
import org.llmtestbench.bench.Bench;
import org.llmtestbench.provider.Settings;
import org.llmtestbench.report.FinishedRun;
import org.llmtestbench.report.RunListener;
import org.llmtestbench.telemetry.MetricsPage;
import org.llmtestbench.telemetry.Outlets;
import org.llmtestbench.telemetry.Probe;
import org.llmtestbench.telemetry.SuiteWatch;
import org.llmtestbench.telemetry.Telemetry;

/** What monitoring hears of calls and runs: nothing, and at no cost, unless a server began it. */
@Singleton
public class Monitoring {
    private static final Logger LOG = Logger.getLogger(Monitoring.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Settings settings;
    private volatile Telemetry telemetry;

    Monitoring(Settings settings) {
        this.settings = settings;
    }

    /**
     * Begins. Metrics can be read from then on; they and spans are sent where {@code otlp} or a variable of OpenTelemetry's
     * names a collector.
     */
    public void begin() {
        String otlp = Outlets.address(settings.root(Map.of())).orElse("");
        boolean heard =
                !settings.foreign().text("OTEL_EXPORTER_OTLP_ENDPOINT", "").isEmpty();
        telemetry = Telemetry.start(new Outlets(otlp.isEmpty() && !heard ? null : otlp, true), Clock.systemUTC());
    }

    /** The bench whose calls are heard of, as a part of the caller's trace. */
    public Bench bench(Bench bench, Request request) {
        Telemetry begun = telemetry;
        return begun == null
                ? bench
                : bench.seenBy(begun.calls(request.header("traceparent").orElse(null)));
    }

    /** The bench for a run, and who is to hear of the run's end. */
    public record Watched(Bench bench, RunListener listener) {}

    /** A run of this suite begins. */
    public Watched run(Bench bench, String suite) {
        Telemetry begun = telemetry;
        if (begun == null) {
            return new Watched(bench, RunListener.NONE);
        }
        SuiteWatch watch = begun.suite(suite, null);
        return new Watched(bench.seenBy(watch.calls()), new RunListener() {
            @Override
            public void ended(FinishedRun run) {
                watch.ended(Probe.of(run.head()));
            }
        });
    }

    /**
     * All that was measured; fails with {@link Refused} (404) where nothing is.
     *
     * @param accept the header; null for none
     */
    public MetricsPage page(String accept) {
        if (telemetry == null) {
            throw Refused.with(404, "No metrics", "Metrics are kept by a server alone.", null);
        }
        return telemetry.page(accept);
    }

    @PreDestroy
    void end() {
        if (telemetry != null) {
            telemetry.close(PATIENCE).forEach(LOG::warn);
        }
    }
}
