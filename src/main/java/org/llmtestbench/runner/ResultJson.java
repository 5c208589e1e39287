package org.llmtestbench.runner;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.llmtestbench.provider.Attempt;
import org.llmtestbench.provider.CompletionResponse;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.FinishReason;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.provider.Timings;
import org.llmtestbench.provider.TokenUsage;

/** The result object: one outcome as JSON, schema version 1. Every key is always present; unknown values are null. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record ResultJson(
        int schemaVersion,
        String provider,
        String model,
        String responseModel,
        String id,
        String content,
        FinishReason finishReason,
        String rawFinishReason,
        boolean offline,
        UsageJson usage,
        BigDecimal costUsd,
        TimingsJson timings,
        List<AttemptJson> attempts,
        List<String> warnings,
        ErrorJson error) {

    /** Converts an outcome. */
    public static ResultJson of(Outcome outcome) {
        CompletionResponse response = outcome.response().orElse(null);
        boolean isEmpty = response == null;
        return new ResultJson(
                1,
                outcome.target().provider(),
                outcome.target().model(),
                isEmpty ? null : response.responseModel(),
                isEmpty ? null : response.id(),
                isEmpty ? "" : response.content(),
                isEmpty ? null : response.finishReason(),
                isEmpty ? null : response.rawFinishReason(),
                outcome.target().offline(),
                isEmpty ? null : UsageJson.of(response.usage()),
                isEmpty ? null : response.costUsd(),
                isEmpty ? null : TimingsJson.of(response.timings(), response.usage()),
                isEmpty
                        ? List.of()
                        : response.attempts().stream().map(AttemptJson::of).toList(),
                isEmpty ? List.of() : response.warnings(),
                outcome.failed().map(failed -> ErrorJson.of(failed.cause())).orElse(null));
    }

    /** Token counts. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record UsageJson(
            long promptTokens,
            long completionTokens,
            long totalTokens,
            long cachedTokens,
            long cacheWriteTokens,
            long reasoningTokens,
            boolean estimated) {
        static UsageJson of(TokenUsage u) {
            return u == null
                    ? null
                    : new UsageJson(
                            u.prompt(),
                            u.completion(),
                            u.total(),
                            u.cached(),
                            u.cacheWrite(),
                            u.reasoning(),
                            u.estimated());
        }
    }

    /** Durations in milliseconds, and the speed; unknown values are null. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record TimingsJson(
            Double connectMs,
            Double ttftMs,
            Double ttfoMs,
            Double totalMs,
            Double waitedMs,
            Double tpotMs,
            Double maxGapMs,
            Double tokensPerSecond) {
        static TimingsJson of(Timings t, TokenUsage usage) {
            return t == null
                    ? null
                    : new TimingsJson(
                            millis(t.connect()),
                            millis(t.ttft()),
                            millis(t.ttfo()),
                            millis(t.total()),
                            millis(t.waited()),
                            rounded(t.tpotMs(usage)),
                            millis(t.maxGap()),
                            rounded(t.tokensPerSecond(usage)));
        }
    }

    /** One attempt of the call. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record AttemptJson(
            int number,
            Integer status,
            Failure failure,
            Double durationMs,
            Double waitMs,
            String waitReason,
            String requestId) {
        static AttemptJson of(Attempt a) {
            return new AttemptJson(
                    a.number(),
                    a.status(),
                    a.failure(),
                    millis(a.duration()),
                    millis(a.waited()),
                    a.waitReason(),
                    a.requestId());
        }
    }

    /** The failure of the call. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonPropertyOrder({"failure", "exit_code", "message", "hint", "retryable"})
    public record ErrorJson(Failure failure, int exitCode, String message, String hint, boolean retryable) {
        static ErrorJson of(ProviderException e) {
            return new ErrorJson(
                    e.failure(),
                    e.failure().exitCode(),
                    e.getMessage(),
                    e.hint().orElse(null),
                    e.isRetryable());
        }
    }

    private static Double millis(Duration duration) {
        return rounded(Timings.millis(duration));
    }

    /** Rounds milliseconds to microseconds; more digits are noise. */
    private static Double rounded(Double value) {
        return value == null ? null : Math.round(value * 1000) / 1000.0;
    }
}
