package org.llmtestbench.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.time.Instant;
import org.llmtestbench.runner.CallObserver;
import org.llmtestbench.suite.Verdict;

/** The span of one run of a suite. It is the parent of the spans of the calls. */
public final class SuiteSpan {
    private final Telemetry telemetry;
    private final String suite;
    private final Instant start;
    private final Span span;

    SuiteSpan(Telemetry telemetry, String suite, Instant start, Span span) {
        this.telemetry = telemetry;
        this.suite = suite;
        this.start = start;
        this.span = span;
    }

    /** The observer for the calls of the run, including judge calls. */
    public CallObserver callObserver() {
        return telemetry.callObserver(suite, Context.root().with(span));
    }

    /** Ends the span and sets the metrics of the suite. */
    public void ended(ProbeResult result) {
        telemetry.probes().set(suite, result, telemetry.now());
        for (Verdict verdict : Verdict.values()) {
            span.setAttribute("llm_test_bench.cases." + verdict.label(), (long)
                    result.cases().getOrDefault(verdict, 0));
        }
        span.setAttribute("llm_test_bench.cost_usd", result.costUsd().doubleValue());
        if (!result.success()) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end(start.plus(result.duration()));
    }
}
