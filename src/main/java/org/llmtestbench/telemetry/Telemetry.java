package org.llmtestbench.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.runner.CallObserver;

/**
 * Records calls and suite runs as spans and metrics. Metrics are available as Prometheus text; OTLP sends both. There
 * is one instance per process. Safe for concurrent use.
 */
public final class Telemetry {
    static final String SCOPE = "llm-test-bench";

    /** Reads the header {@code traceparent}. */
    private static final TextMapGetter<Map<String, String>> HEADERS = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> headers) {
            return headers.keySet();
        }

        @Override
        public String get(Map<String, String> headers, String key) {
            return headers.get(key);
        }
    };

    private final OtelExport export;
    private final Clock clock;
    private final MetricAttributes labels = new MetricAttributes();
    private final Tracer tracer;
    private final CallMetrics metrics;
    private final CallSpans spans;
    private final ProbeMetrics probes;

    private Telemetry(OtelExport export, Clock clock) {
        OpenTelemetry api = export.api();
        this.export = export;
        this.clock = clock;
        this.tracer = api.getTracer(SCOPE);
        this.metrics = new CallMetrics(api.getMeter(SCOPE));
        this.spans = new CallSpans(tracer);
        this.probes = new ProbeMetrics(api.getMeter(SCOPE));
    }

    /**
     * Starts telemetry. OTLP is sent every minute and on close. The {@code OTEL_…} environment variables apply, except
     * for the protocol, which is always HTTP with protobuf. Throws {@link Failure#CONFIGURATION} if a variable is
     * not valid.
     *
     * @param clock gives the end times of calls and runs; durations come from the results
     */
    public static Telemetry start(OtlpConfig otlp, Clock clock) {
        return new Telemetry(OtelExport.start(otlp), clock);
    }

    /**
     * The observer for calls outside of a suite.
     *
     * @param traceparent the W3C header {@code traceparent} of the caller; null if there is none
     */
    public CallObserver callObserver(String traceparent) {
        return callObserver(null, parent(traceparent));
    }

    /**
     * Starts the span of a run of a suite.
     *
     * @param traceparent as for {@link #callObserver(String)}
     */
    public SuiteSpan startSuite(String name, String traceparent) {
        String suite = labels.suite(name);
        Instant start = now();
        return new SuiteSpan(
                this,
                suite,
                start,
                tracer.spanBuilder("smoke " + suite)
                        .setParent(parent(traceparent))
                        .setStartTimestamp(start)
                        .setAttribute(MetricAttributes.CALL_SUITE, suite)
                        .startSpan());
    }

    /**
     * All metrics as Prometheus text, or as OpenMetrics if the {@code Accept} header asks for it.
     *
     * @param accept null without a header
     */
    public PrometheusPage page(String accept) {
        return export.page(accept);
    }

    /**
     * Sends pending data and stops. Export errors are returned and not thrown.
     *
     * @param timeout the maximum duration
     * @return one line for each signal that could not be sent
     */
    public List<String> close(Duration timeout) {
        return export.close(timeout);
    }

    CallObserver callObserver(String suite, Context parent) {
        return (call, outcome) -> {
            var times = CallTimes.of(outcome);
            var callLabels = labels.of(call, outcome, suite);
            metrics.add(outcome, times, callLabels);
            spans.add(parent, call, outcome, times, callLabels, now());
        };
    }

    ProbeMetrics probes() {
        return probes;
    }

    Instant now() {
        return clock.instant();
    }

    private static Context parent(String traceparent) {
        return traceparent == null
                ? Context.root()
                : W3CTraceContextPropagator.getInstance()
                        .extract(Context.root(), Map.of("traceparent", traceparent), HEADERS);
    }
}
