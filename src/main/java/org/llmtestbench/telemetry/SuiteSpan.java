package org.llmtestbench.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.time.Instant;
import org.llmtestbench.runner.CallObserver;
import org.llmtestbench.suite.Verdict;

/** Follows one run of a suite: a span around its calls, and at its end what it came to. */
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

    /** Is to hear of the run's calls, those of its judges too. */
    public CallObserver calls() {
        return telemetry.witness(suite, Context.root().with(span));
    }

    /** The run is over, however it ended. */
    public void ended(ProbeResult probe) {
        telemetry.probes().set(suite, probe, telemetry.now());
        for (Verdict verdict : Verdict.values()) {
            span.setAttribute("llm_test_bench.cases." + verdict.label(), (long)
                    probe.cases().getOrDefault(verdict, 0));
        }
        span.setAttribute("llm_test_bench.cost_usd", probe.costUsd().doubleValue());
        if (!probe.success()) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end(start.plus(probe.duration()));
    }
}
