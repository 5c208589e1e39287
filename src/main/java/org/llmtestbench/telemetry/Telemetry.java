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
 * The instruments of a process: they are told of calls and suite runs, and are read as Prometheus text or sent by OTLP.
 * One for the whole process. Safe for concurrent use.
 */
public final class Telemetry {
    static final String SCOPE = "llm-test-bench";

    /** Reads the one header there is. */
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
     * Begins. OTLP goes out every minute and when this is closed; the {@code OTEL_…} variables are heard, but for the
     * protocol, which is HTTP with protobuf. Fails with {@link Failure#CONFIGURATION} when they are wrong.
     *
     * @param clock tells when calls and runs ended, not how long they took
     */
    public static Telemetry start(OtlpConfig otlp, Clock clock) {
        return new Telemetry(OtelExport.start(otlp), clock);
    }

    /**
     * Is to hear of calls outside of any suite.
     *
     * @param traceparent the W3C header of whoever asked for them; null for none
     */
    public CallObserver calls(String traceparent) {
        return witness(null, parent(traceparent));
    }

    /**
     * A suite's run begins.
     *
     * @param traceparent as for {@link #calls}
     */
    public SuiteSpan suite(String name, String traceparent) {
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

    /** All metrics as Prometheus text, or OpenMetrics where the {@code Accept} header wants it; null is no header. */
    public PrometheusPage page(String accept) {
        return export.page(accept);
    }

    /**
     * Sends what was not sent yet and ends. What goes wrong is told, never thrown.
     *
     * @param most how long that may take
     * @return one line for each thing that could not be sent
     */
    public List<String> close(Duration most) {
        return export.close(most);
    }

    CallObserver witness(String suite, Context parent) {
        return (trial, outcome) -> {
            var times = CallTimes.of(outcome);
            var all = labels.of(trial, outcome, suite);
            metrics.add(outcome, times, all);
            spans.add(parent, trial, outcome, times, all, now());
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
