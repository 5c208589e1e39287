package org.llmtestbench.suite;

import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;

/** Test data: runs of the history. */
final class Runs {
    private Runs() {}

    static RunRecord ended(int exitCode, int minute, CaseRecord... cases) {
        return new RunRecord(
                1, "production", String.format("2026-11-27T11:%02d:00Z", minute), exitCode, List.of(cases));
    }

    static RunRecord of(CaseRecord... cases) {
        return ended(0, 0, cases);
    }

    static CaseRecord ping(Verdict verdict, String... models) {
        return new CaseRecord("ping", "nano", verdict, List.of(models), null, null, null, null, null);
    }

    static CaseRecord ttft(double... values) {
        return measured(samples(values), null, null, null);
    }

    static CaseRecord measured(MetricSamples ttft, MetricSamples speed, MetricSamples cost, MetricSamples length) {
        return new CaseRecord("ping", "nano", Verdict.PASSED, List.of("m"), ttft, ttft, speed, cost, length);
    }

    static MetricSamples samples(double... values) {
        return MetricSamples.of(DoubleStream.of(values).boxed().toList());
    }

    static MetricSamples samples(int count, DoubleSupplier source) {
        return MetricSamples.of(
                DoubleStream.generate(source).limit(count).boxed().toList());
    }
}
