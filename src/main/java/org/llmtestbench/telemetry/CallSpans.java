package org.llmtestbench.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.llmtestbench.provider.Attempt;
import org.llmtestbench.provider.CompletionResponse;
import org.llmtestbench.provider.Timings;
import org.llmtestbench.runner.CallSpec;
import org.llmtestbench.runner.Outcome;

/** One span for each call, over all its attempts and waits, with an event where each attempt ends. */
final class CallSpans {
    private final Tracer tracer;

    CallSpans(Tracer tracer) {
        this.tracer = tracer;
    }

    /**
     * Makes the span of a call that is over.
     *
     * @param end when it was; its beginning is so much earlier as the result says it took
     */
    void add(
            Context parent,
            Optional<CallSpec> trial,
            Outcome outcome,
            CallTimes times,
            Attributes labels,
            Instant end) {
        String model = labels.get(MetricAttributes.REQUEST_MODEL);
        Instant start = end.minus(times.whole());
        Span span = tracer.spanBuilder(model == null ? "chat" : "chat " + model)
                .setParent(parent)
                .setSpanKind(SpanKind.CLIENT)
                .setStartTimestamp(start)
                .setAllAttributes(labels)
                .startSpan();
        AttributesBuilder more = Attributes.builder();
        // what labels may have cut
        put(more, "gen_ai.request.model", outcome.target().model());
        trial.ifPresent(made -> asked(more, made));
        outcome.response().ifPresent(response -> answered(more, response));
        span.setAllAttributes(more.build());
        // no description: messages may quote what was sent
        outcome.failed().ifPresent(failed -> span.setStatus(StatusCode.ERROR));
        attempts(
                span,
                start,
                outcome.response().map(CompletionResponse::attempts).orElse(List.of()));
        span.end(end);
    }

    private static void asked(AttributesBuilder all, CallSpec trial) {
        all.put("gen_ai.request.stream", trial.stream());
        put(all, "gen_ai.request.max_tokens", trial.request().maxTokens());
        put(all, "gen_ai.request.temperature", trial.request().temperature());
        put(all, "gen_ai.request.top_p", trial.request().topP());
    }

    private static void answered(AttributesBuilder all, CompletionResponse response) {
        put(all, "gen_ai.response.id", response.id());
        put(all, "gen_ai.response.model", response.responseModel());
        if (response.finishReason() != null) {
            all.put(
                    AttributeKey.stringArrayKey("gen_ai.response.finish_reasons"),
                    List.of(response.finishReason().label()));
        }
        if (response.usage() != null && !response.usage().estimated()) {
            all.put("gen_ai.usage.input_tokens", response.usage().prompt());
            all.put("gen_ai.usage.output_tokens", response.usage().completion());
            all.put("gen_ai.usage.cache_read.input_tokens", response.usage().cached());
            all.put("gen_ai.usage.cache_creation.input_tokens", response.usage().cacheWrite());
            all.put("gen_ai.usage.reasoning.output_tokens", response.usage().reasoning());
        }
        put(all, "llm_test_bench.cost_usd", response.costUsd());
        if (response.timings() != null) {
            Timings timings = response.timings();
            if (timings.ttft() != null) {
                all.put("gen_ai.response.time_to_first_chunk", CallTimes.seconds(timings.ttft()));
            }
            put(all, "llm_test_bench.waited_ms", Timings.millis(timings.waited()));
        }
    }

    private static void attempts(Span span, Instant start, List<Attempt> attempts) {
        Instant now = start;
        for (Attempt attempt : attempts) {
            now = now.plus(attempt.waited()).plus(attempt.duration());
            AttributesBuilder all = Attributes.builder();
            all.put("llm_test_bench.attempt.number", attempt.number());
            all.put("llm_test_bench.attempt.duration_ms", Timings.millis(attempt.duration()));
            all.put("llm_test_bench.attempt.wait_ms", Timings.millis(attempt.waited()));
            put(all, "llm_test_bench.attempt.wait_reason", attempt.waitReason());
            put(all, "llm_test_bench.attempt.request_id", attempt.requestId());
            put(all, "http.response.status_code", attempt.status());
            put(
                    all,
                    "error.type",
                    attempt.failure() == null ? null : attempt.failure().name());
            span.addEvent("llm_test_bench.attempt", all.build(), now);
        }
    }

    private static void put(AttributesBuilder all, String key, String value) {
        if (value != null) {
            all.put(key, value);
        }
    }

    private static void put(AttributesBuilder all, String key, Number value) {
        if (value instanceof Integer whole) {
            all.put(key, whole.longValue());
        } else if (value != null) {
            all.put(key, value.doubleValue());
        }
    }
}
