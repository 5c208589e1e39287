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

/** Telemetry of calls and runs. It is off, at no cost, until a server starts it. */
@Singleton
public class ServerTelemetry {
    private static final Logger LOG = Logger.getLogger(ServerTelemetry.class);
    private static final Duration EXPORT_TIMEOUT = Duration.ofSeconds(3);

    private final SettingsLoader settings;
    private volatile Telemetry telemetry;

    ServerTelemetry(SettingsLoader settings) {
        this.settings = settings;
    }

    /**
     * Starts telemetry. Metrics can be read from then on. If {@code otlp} or a variable of OpenTelemetry names a
     * collector, metrics and spans are also exported to it.
     */
    public void start() {
        String otlp = OtlpConfig.address(settings.root(Map.of())).orElse("");
        boolean hasCollector =
                !settings.environment().text("OTEL_EXPORTER_OTLP_ENDPOINT", "").isEmpty();
        telemetry =
                Telemetry.start(new OtlpConfig(otlp.isEmpty() && !hasCollector ? null : otlp, true), Clock.systemUTC());
    }

    /** A runner that records its calls, as part of the caller's trace. */
    public CallRunner observed(CallRunner runner, Request request) {
        Telemetry started = telemetry;
        return started == null
                ? runner
                : runner.withObserver(
                        started.callObserver(request.header("traceparent").orElse(null)));
    }

    /** The runner for the calls of a run, and the listener that must be notified of its end. */
    public record Watched(CallRunner runner, RunListener listener) {}

    /** Starts to record a run of this suite. */
    public Watched run(CallRunner runner, String suite) {
        Telemetry started = telemetry;
        if (started == null) {
            return new Watched(runner, RunListener.NONE);
        }
        SuiteSpan span = started.startSuite(suite, null);
        return new Watched(runner.withObserver(span.callObserver()), new RunListener() {
            @Override
            public void ended(RunResult run) {
                span.ended(ProbeResult.of(run.head()));
            }
        });
    }

    /**
     * All metrics; fails with {@link HttpProblemException} (404) if telemetry is off.
     *
     * @param accept the {@code Accept} header; null for none
     */
    public PrometheusPage page(String accept) {
        if (telemetry == null) {
            throw HttpProblemException.with(404, "No metrics", "Metrics are available only from a server.", null);
        }
        return telemetry.page(accept);
    }

    @PreDestroy
    void stop() {
        if (telemetry != null) {
            telemetry.close(EXPORT_TIMEOUT).forEach(LOG::warn);
        }
    }
}
