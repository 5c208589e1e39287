package org.llmtestbench.function;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jboss.logging.Logger;
import org.llmtestbench.provider.SettingsLoader;
import org.llmtestbench.runner.CallRunner;
import org.llmtestbench.suite.RunListener;
import org.llmtestbench.suite.RunResult;
import org.llmtestbench.telemetry.OtlpConfig;
import org.llmtestbench.telemetry.ProbeResult;
import org.llmtestbench.telemetry.PrometheusPage;
import org.llmtestbench.telemetry.SuiteSpan;
import org.llmtestbench.telemetry.Telemetry;

/** What monitoring hears of calls and runs: nothing, and at no cost, unless a server began it. */
@Singleton
public class ServerTelemetry {
    private static final Logger LOG = Logger.getLogger(ServerTelemetry.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final SettingsLoader settings;
    private volatile Telemetry telemetry;

    ServerTelemetry(SettingsLoader settings) {
        this.settings = settings;
    }

    /**
     * Begins. Metrics can be read from then on; they and spans are sent where {@code otlp} or a variable of OpenTelemetry's
     * names a collector.
     */
    public void begin() {
        String otlp = OtlpConfig.address(settings.root(Map.of())).orElse("");
        boolean heard =
                !settings.environment().text("OTEL_EXPORTER_OTLP_ENDPOINT", "").isEmpty();
        telemetry = Telemetry.start(new OtlpConfig(otlp.isEmpty() && !heard ? null : otlp, true), Clock.systemUTC());
    }

    /** The bench whose calls are heard of, as a part of the caller's trace. */
    public CallRunner bench(CallRunner runner, Request request) {
        Telemetry begun = telemetry;
        return begun == null
                ? runner
                : runner.withObserver(begun.calls(request.header("traceparent").orElse(null)));
    }

    /** The bench for a run, and who is to hear of the run's end. */
    public record Watched(CallRunner runner, RunListener listener) {}

    /** A run of this suite begins. */
    public Watched run(CallRunner runner, String suite) {
        Telemetry begun = telemetry;
        if (begun == null) {
            return new Watched(runner, RunListener.NONE);
        }
        SuiteSpan span = begun.suite(suite, null);
        return new Watched(runner.withObserver(span.calls()), new RunListener() {
            @Override
            public void ended(RunResult run) {
                span.ended(ProbeResult.of(run.head()));
            }
        });
    }

    /**
     * All that was measured; fails with {@link HttpProblemException} (404) where nothing is.
     *
     * @param accept the header; null for none
     */
    public PrometheusPage page(String accept) {
        if (telemetry == null) {
            throw HttpProblemException.with(404, "No metrics", "Metrics are kept by a server alone.", null);
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
