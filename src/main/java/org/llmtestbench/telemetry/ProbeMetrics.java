package org.llmtestbench.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleGauge;
import io.opentelemetry.api.metrics.LongGauge;
import io.opentelemetry.api.metrics.Meter;
import java.time.Instant;

/** The latest run of each suite. */
final class ProbeMetrics {
    private static final AttributeKey<String> SUITE = AttributeKey.stringKey("suite");
    private static final AttributeKey<String> VERDICT = AttributeKey.stringKey("verdict");

    private final LongGauge success;
    private final DoubleGauge duration;
    private final DoubleGauge lastRun;
    private final LongGauge cases;
    private final DoubleGauge cost;

    ProbeMetrics(Meter meter) {
        this.success = meter.gaugeBuilder("probe_success")
                .setDescription("Whether the suite's latest run was all well.")
                .ofLongs()
                .build();
        this.duration = meter.gaugeBuilder("probe_duration_seconds")
                .setUnit("s")
                .setDescription("How long the suite's latest run took.")
                .build();
        this.lastRun = meter.gaugeBuilder("probe_last_run_timestamp_seconds")
                .setUnit("s")
                .setDescription("When the suite's latest run ended, in seconds since 1970.")
                .build();
        this.cases = meter.gaugeBuilder("probe_cases")
                .setDescription("Cases of the suite's latest run by what became of them.")
                .ofLongs()
                .build();
        this.cost = meter.gaugeBuilder("probe_cost_usd")
                .setDescription("US dollars of the suite's latest run, as far as prices are known.")
                .build();
    }

    void set(String suite, ProbeResult probe, Instant ended) {
        Attributes labels = Attributes.of(SUITE, suite);
        success.set(probe.success() ? 1 : 0, labels);
        duration.set(CallTimes.seconds(probe.duration()), labels);
        lastRun.set(ended.toEpochMilli() / 1e3, labels);
        cost.set(probe.costUsd().doubleValue(), labels);
        probe.cases()
                .forEach((verdict, count) -> cases.set(
                        count, labels.toBuilder().put(VERDICT, verdict.label()).build()));
    }
}
