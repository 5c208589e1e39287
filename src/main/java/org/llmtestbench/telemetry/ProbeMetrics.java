package org.llmtestbench.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleGauge;
import io.opentelemetry.api.metrics.LongGauge;
import io.opentelemetry.api.metrics.Meter;
import java.time.Instant;

/** The metrics of the latest run of each suite. */
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
                .setDescription("1 if the latest run of the suite succeeded, otherwise 0.")
                .ofLongs()
                .build();
        this.duration = meter.gaugeBuilder("probe_duration_seconds")
                .setUnit("s")
                .setDescription("Duration of the latest run of the suite.")
                .build();
        this.lastRun = meter.gaugeBuilder("probe_last_run_timestamp_seconds")
                .setUnit("s")
                .setDescription("End of the latest run of the suite, in seconds since 1970.")
                .build();
        this.cases = meter.gaugeBuilder("probe_cases")
                .setDescription("Cases of the latest run of the suite by verdict.")
                .ofLongs()
                .build();
        this.cost = meter.gaugeBuilder("probe_cost_usd")
                .setDescription("Cost in US dollars of the latest run of the suite, for calls with a known price.")
                .build();
    }

    void set(String suite, ProbeResult result, Instant end) {
        Attributes labels = Attributes.of(SUITE, suite);
        success.set(result.success() ? 1 : 0, labels);
        duration.set(CallTimes.seconds(result.duration()), labels);
        lastRun.set(end.toEpochMilli() / 1e3, labels);
        cost.set(result.costUsd().doubleValue(), labels);
        result.cases()
                .forEach((verdict, count) -> cases.set(
                        count, labels.toBuilder().put(VERDICT, verdict.label()).build()));
    }
}
