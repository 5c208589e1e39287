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

/** Creates one span per call. A span covers all attempts and waits, with an event at the end of each attempt. */
final class CallSpans {
    private final Tracer tracer;

    CallSpans(Tracer tracer) {
        this.tracer = tracer;
    }

    /**
     * Creates the span of a completed call.
     *
     * @param call empty if the request could not be built
     * @param end the time when the call ended; the start is computed from the durations in the result
     */
    void add(
            Context parent, Optional<CallSpec> call, Outcome outcome, CallTimes times, Attributes labels, Instant end) {
        String model = labels.get(MetricAttributes.REQUEST_MODEL);
        Instant start = end.minus(times.total());
        Span span = tracer.spanBuilder(model == null ? "chat" : "chat " + model)
                .setParent(parent)
                .setSpanKind(SpanKind.CLIENT)
                .setStartTimestamp(start)
                .setAllAttributes(labels)
                .startSpan();
        AttributesBuilder details = Attributes.builder();
        // the label of the model can be "other"; the span has the full name
        put(details, "gen_ai.request.model", outcome.target().model());
        call.ifPresent(spec -> addRequest(details, spec));
        outcome.response().ifPresent(response -> addResponse(details, response));
        span.setAllAttributes(details.build());
        // no description, because messages can quote the request
        outcome.failed().ifPresent(failed -> span.setStatus(StatusCode.ERROR));
        addAttempts(
                span,
                start,
                outcome.response().map(CompletionResponse::attempts).orElse(List.of()));
        span.end(end);
    }

    private static void addRequest(AttributesBuilder attributes, CallSpec call) {
        attributes.put("gen_ai.request.stream", call.stream());
        put(attributes, "gen_ai.request.max_tokens", call.request().maxTokens());
        put(attributes, "gen_ai.request.temperature", call.request().temperature());
        put(attributes, "gen_ai.request.top_p", call.request().topP());
    }

    private static void addResponse(AttributesBuilder attributes, CompletionResponse response) {
        put(attributes, "gen_ai.response.id", response.id());
        put(attributes, "gen_ai.response.model", response.responseModel());
        if (response.finishReason() != null) {
            attributes.put(
                    AttributeKey.stringArrayKey("gen_ai.response.finish_reasons"),
                    List.of(response.finishReason().label()));
        }
        if (response.usage() != null && !response.usage().estimated()) {
            attributes.put("gen_ai.usage.input_tokens", response.usage().prompt());
            attributes.put("gen_ai.usage.output_tokens", response.usage().completion());
            attributes.put(
                    "gen_ai.usage.cache_read.input_tokens", response.usage().cached());
            attributes.put(
                    "gen_ai.usage.cache_creation.input_tokens", response.usage().cacheWrite());
            attributes.put(
                    "gen_ai.usage.reasoning.output_tokens", response.usage().reasoning());
        }
        put(attributes, "llm_test_bench.cost_usd", response.costUsd());
        if (response.timings() != null) {
            Timings timings = response.timings();
            if (timings.ttft() != null) {
                attributes.put("gen_ai.response.time_to_first_chunk", CallTimes.seconds(timings.ttft()));
            }
            put(attributes, "llm_test_bench.waited_ms", Timings.millis(timings.waited()));
        }
    }

    private static void addAttempts(Span span, Instant start, List<Attempt> attempts) {
        Instant time = start;
        for (Attempt attempt : attempts) {
            time = time.plus(attempt.waited()).plus(attempt.duration());
            AttributesBuilder attributes = Attributes.builder();
            attributes.put("llm_test_bench.attempt.number", attempt.number());
            attributes.put("llm_test_bench.attempt.duration_ms", Timings.millis(attempt.duration()));
            attributes.put("llm_test_bench.attempt.wait_ms", Timings.millis(attempt.waited()));
            put(attributes, "llm_test_bench.attempt.wait_reason", attempt.waitReason());
            put(attributes, "llm_test_bench.attempt.request_id", attempt.requestId());
            put(attributes, "http.response.status_code", attempt.status());
            put(
                    attributes,
                    "error.type",
                    attempt.failure() == null ? null : attempt.failure().name());
            span.addEvent("llm_test_bench.attempt", attributes.build(), time);
        }
    }

    private static void put(AttributesBuilder attributes, String key, String value) {
        if (value != null) {
            attributes.put(key, value);
        }
    }

    private static void put(AttributesBuilder attributes, String key, Number value) {
        if (value instanceof Integer integer) {
            attributes.put(key, integer.longValue());
        } else if (value != null) {
            attributes.put(key, value.doubleValue());
        }
    }
}
