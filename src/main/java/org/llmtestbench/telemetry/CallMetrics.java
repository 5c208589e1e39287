package org.llmtestbench.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleCounter;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.Meter;
import java.util.List;
import org.llmtestbench.provider.CompletionResponse;
import org.llmtestbench.provider.TokenUsage;
import org.llmtestbench.runner.Outcome;

/** The metrics of calls: those of the GenAI conventions, with the recommended buckets, and the cost. */
final class CallMetrics {
    private static final AttributeKey<String> TOKEN_TYPE = AttributeKey.stringKey("gen_ai.token.type");
    private static final List<Double> DURATION_BUCKETS =
            List.of(0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92);
    private static final List<Long> TOKEN_BUCKETS = List.of(
            1L, 4L, 16L, 64L, 256L, 1024L, 4096L, 16384L, 65536L, 262144L, 1048576L, 4194304L, 16777216L, 67108864L);

    private final DoubleHistogram duration;
    private final DoubleHistogram firstChunk;
    private final LongHistogram tokens;
    private final DoubleCounter cost;

    CallMetrics(Meter meter) {
        this.duration =
                seconds(meter, "gen_ai.client.operation.duration", "Duration of the attempt that returned the answer.");
        this.firstChunk =
                seconds(meter, "gen_ai.client.operation.time_to_first_chunk", "Time to the first token of a stream.");
        this.tokens = meter.histogramBuilder("gen_ai.client.token.usage")
                .setUnit("{token}")
                .setDescription("Prompt and completion tokens as counted by the provider.")
                .ofLongs()
                .setExplicitBucketBoundariesAdvice(TOKEN_BUCKETS)
                .build();
        this.cost = meter.counterBuilder("llm_test_bench.cost_usd")
                .ofDoubles()
                .setDescription("Cost in US dollars of the calls with a known price, without calls to the simulator.")
                .build();
    }

    private static DoubleHistogram seconds(Meter meter, String name, String description) {
        return meter.histogramBuilder(name)
                .setUnit("s")
                .setDescription(description)
                .setExplicitBucketBoundariesAdvice(DURATION_BUCKETS)
                .build();
    }

    void add(Outcome outcome, CallTimes times, Attributes labels) {
        duration.record(CallTimes.seconds(times.operation()), labels);
        Attributes labelsWithoutError =
                labels.toBuilder().remove(MetricAttributes.ERROR).build();
        if (times.firstChunk() != null) {
            firstChunk.record(CallTimes.seconds(times.firstChunk()), labelsWithoutError);
        }
        CompletionResponse response = outcome.response().orElse(null);
        if (response == null) {
            return;
        }
        TokenUsage usage = response.usage();
        // the conventions require the counts of the provider, or none
        if (usage != null && !usage.estimated()) {
            tokens.record(
                    usage.prompt(),
                    labelsWithoutError.toBuilder().put(TOKEN_TYPE, "input").build());
            tokens.record(
                    usage.completion(),
                    labelsWithoutError.toBuilder().put(TOKEN_TYPE, "output").build());
        }
        if (response.costUsd() != null && !outcome.target().offline()) {
            cost.add(response.costUsd().doubleValue(), labelsWithoutError);
        }
    }
}
