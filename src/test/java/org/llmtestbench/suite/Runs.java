package org.llmtestbench.suite;

import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;

/** Runs of the past as tests need them. */
final class Runs {
    private Runs() {}

    static PastRun ended(int exitCode, int minute, PastCase... cases) {
        return new PastRun(1, "production", String.format("2026-11-27T11:%02d:00Z", minute), exitCode, List.of(cases));
    }

    static PastRun of(PastCase... cases) {
        return ended(0, 0, cases);
    }

    static PastCase ping(Verdict verdict, String... models) {
        return new PastCase("ping", "nano", verdict, List.of(models), null, null, null, null, null);
    }

    static PastCase ttft(double... values) {
        return measured(series(values), null, null, null);
    }

    static PastCase measured(Series ttft, Series speed, Series cost, Series length) {
        return new PastCase("ping", "nano", Verdict.PASSED, List.of("m"), ttft, ttft, speed, cost, length);
    }

    static Series series(double... values) {
        return Series.of(DoubleStream.of(values).boxed().toList());
    }

    static Series series(int count, DoubleSupplier source) {
        return Series.of(DoubleStream.generate(source).limit(count).boxed().toList());
    }
}
