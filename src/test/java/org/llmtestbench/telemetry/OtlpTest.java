package org.llmtestbench.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.llmtestbench.provider.Version;
import org.llmtestbench.suite.Verdict;

/** The data that a collector receives, and the messages when an export fails. */
class OtlpTest {
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00.5Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final String OPENAI = "https://api.openai.com/v1";
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final Collector collector = Collector.start();
    private final Telemetry telemetry = Telemetry.start(new OtlpConfig(collector.url(), false), CLOCK);

    @AfterEach
    void close() {
        collector.close();
    }

    private static long nanos(Instant time) {
        return time.getEpochSecond() * 1_000_000_000 + time.getNano();
    }

    @Test
    void a_call_is_a_span_with_the_duration_of_its_result_and_an_event_for_each_attempt() {
        telemetry.callObserver(null).ended(Calls.call(OPENAI, "m"), Calls.answered("openai", "m"));

        assertThat(telemetry.close(TIMEOUT)).isEmpty();
        Span span = collector.spans().get(0);
        assertThat(span.getName()).isEqualTo("chat m");
        assertThat(span.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
        assertThat(span.getParentSpanId()).isEqualTo(ByteString.EMPTY);
        assertThat(span.getEndTimeUnixNano()).isEqualTo(nanos(NOW));
        assertThat(span.getStartTimeUnixNano()).isEqualTo(nanos(NOW.minusMillis(4500)));
        assertThat(span.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_UNSET);
        assertThat(Collector.attributes(span.getAttributesList()))
                .containsOnly(
                        entry("gen_ai.operation.name", "chat"),
                        entry("gen_ai.provider.name", "openai"),
                        entry("gen_ai.request.model", "m"),
                        entry("gen_ai.request.stream", true),
                        entry("gen_ai.request.max_tokens", 64L),
                        entry("gen_ai.request.temperature", 0.5),
                        entry("gen_ai.response.id", "chatcmpl-1"),
                        entry("gen_ai.response.model", "m-2026"),
                        entry("gen_ai.response.finish_reasons", List.of("stop")),
                        entry("gen_ai.response.time_to_first_chunk", 0.3),
                        entry("gen_ai.usage.input_tokens", 9L),
                        entry("gen_ai.usage.output_tokens", 20L),
                        entry("gen_ai.usage.cache_read.input_tokens", 4L),
                        entry("gen_ai.usage.cache_creation.input_tokens", 1L),
                        entry("gen_ai.usage.reasoning.output_tokens", 5L),
                        entry("llm_test_bench.cost_usd", 0.0025),
                        entry("llm_test_bench.waited_ms", 3000.0),
                        entry("server.address", "api.openai.com"),
                        entry("server.port", 443L));
        assertThat(span.getEventsList()).extracting(Span.Event::getName).containsOnly("llm_test_bench.attempt");
        assertThat(span.getEventsList())
                .extracting(Span.Event::getTimeUnixNano)
                .containsExactly(nanos(NOW.minusMillis(3500)), nanos(NOW));
        assertThat(Collector.attributes(span.getEvents(0).getAttributesList()))
                .containsOnly(
                        entry("llm_test_bench.attempt.number", 1L),
                        entry("llm_test_bench.attempt.duration_ms", 1000.0),
                        entry("llm_test_bench.attempt.wait_ms", 0.0),
                        entry("llm_test_bench.attempt.request_id", "req_1"),
                        entry("http.response.status_code", 503L),
                        entry("error.type", "UNAVAILABLE"));
        assertThat(Collector.attributes(span.getEvents(1).getAttributesList()))
                .containsEntry("llm_test_bench.attempt.wait_reason", "backoff")
                .containsEntry("llm_test_bench.attempt.wait_ms", 2000.0)
                .doesNotContainKey("error.type");
    }

    @Test
    void metrics_have_the_names_of_the_conventions_and_the_sdks_own_metrics_are_not_sent() {
        telemetry.callObserver(null).ended(Calls.call(OPENAI, "m"), Calls.answered("openai", "m"));

        assertThat(telemetry.close(TIMEOUT)).isEmpty();
        assertThat(collector.metrics().keySet())
                .containsExactly(
                        "gen_ai.client.operation.duration",
                        "gen_ai.client.operation.time_to_first_chunk",
                        "gen_ai.client.token.usage",
                        "llm_test_bench.cost_usd");
        assertThat(collector.metrics().get("gen_ai.client.operation.duration").getUnit())
                .isEqualTo("s");
        HistogramDataPoint duration = collector
                .metrics()
                .get("gen_ai.client.operation.duration")
                .getHistogram()
                .getDataPoints(0);
        assertThat(duration.getSum()).isEqualTo(1.5);
        assertThat(duration.getExplicitBoundsList())
                .hasSize(14)
                .startsWith(0.01)
                .endsWith(81.92);
        assertThat(Collector.attributes(duration.getAttributesList()))
                .containsEntry("gen_ai.operation.name", "chat")
                .doesNotContainKey("error.type");
        assertThat(collector.resource())
                .containsEntry("service.name", "llm-test-bench")
                .containsEntry("service.version", Version.NUMBER);
    }

    @Test
    void a_failure_sets_the_span_status_without_a_description() {
        telemetry.callObserver(null).ended(Calls.call(OPENAI, "m"), Calls.refused("openai", "m"));

        assertThat(telemetry.close(TIMEOUT)).isEmpty();
        Span span = collector.spans().get(0);
        assertThat(span.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
        assertThat(span.getStatus().getMessage()).isEmpty();
        assertThat(Collector.attributes(span.getAttributesList())).containsEntry("error.type", "AUTHENTICATION");
        assertThat(span.getEndTimeUnixNano() - span.getStartTimeUnixNano()).isEqualTo(80_000_000);
    }

    @Test
    void prompts_and_answers_are_not_sent() {
        telemetry.callObserver(null).ended(Calls.call(OPENAI, "m"), Calls.answered("openai", "m"));
        telemetry.callObserver(null).ended(Calls.call(OPENAI, "m"), Calls.refused("openai", "m"));

        assertThat(telemetry.close(TIMEOUT)).isEmpty();
        assertThat(collector.everything()).contains("chatcmpl-1").doesNotContain("secret");
        assertThat(new String(telemetry.page(null).body(), java.nio.charset.StandardCharsets.UTF_8))
                .doesNotContain("secret", "chatcmpl", "req_");
    }

    @Test
    void a_call_belongs_to_the_trace_of_its_caller() {
        String trace = "0af7651916cd43dd8448eb211c80319c";
        telemetry
                .callObserver("00-" + trace + "-b7ad6b7169203331-01")
                .ended(Calls.call(OPENAI, "m"), Calls.answered("openai", "m"));
        telemetry.callObserver("nonsense").ended(Calls.call(OPENAI, "m"), Calls.answered("openai", "m"));

        assertThat(telemetry.close(TIMEOUT)).isEmpty();
        assertThat(hex(collector.spans().get(0).getTraceId())).isEqualTo(trace);
        assertThat(hex(collector.spans().get(0).getParentSpanId())).isEqualTo("b7ad6b7169203331");
        assertThat(collector.spans().get(1).getParentSpanId()).isEqualTo(ByteString.EMPTY);
    }

    @Test
    void the_span_of_a_run_has_its_verdicts_and_is_the_parent_of_its_calls() {
        SuiteSpan span = telemetry.startSuite("production", null);
        span.callObserver().ended(Calls.call(OPENAI, "m"), Calls.answered("openai", "m"));
        span.ended(new ProbeResult(false, Duration.ofSeconds(3), Map.of(Verdict.FAILED, 2), new BigDecimal("0.01")));

        assertThat(telemetry.close(TIMEOUT)).isEmpty();
        Span call = collector.spans().get(0);
        Span run = collector.spans().get(1);
        assertThat(run.getName()).isEqualTo("smoke production");
        assertThat(call.getParentSpanId()).isEqualTo(run.getSpanId());
        assertThat(call.getTraceId()).isEqualTo(run.getTraceId());
        assertThat(run.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
        assertThat(run.getEndTimeUnixNano() - run.getStartTimeUnixNano()).isEqualTo(3_000_000_000L);
        assertThat(Collector.attributes(run.getAttributesList()))
                .containsEntry("llm_test_bench.suite", "production")
                .containsEntry("llm_test_bench.cases.failed", 2L)
                .containsEntry("llm_test_bench.cases.passed", 0L);
        assertThat(collector.metrics()).containsKeys("probe_success", "probe_duration_seconds", "probe_cases");
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    @Test
    void a_collector_error_is_reported_with_its_status() {
        try (Collector failing = Collector.answering(500)) {
            assertThat(exportErrors(failing.url(), TIMEOUT))
                    .containsExactly(
                            "The metrics did not reach the collector at " + address(failing.url())
                                    + ": it answered with HTTP 500.",
                            "The spans did not reach the collector at " + address(failing.url())
                                    + ": it answered with HTTP 500.");
        }
    }

    @Test
    void a_missing_collector_is_reported() {
        String url = collector.url();
        collector.close();

        assertThat(exportErrors(url, TIMEOUT))
                .hasSize(2)
                .allMatch(line -> line.endsWith(
                        " did not reach the collector at " + address(url) + ": the connection was refused."));
    }

    @Test
    void a_collector_that_does_not_respond_is_reported_after_the_timeout() {
        try (Collector silent = Collector.answering(0)) {
            assertThat(exportErrors(silent.url(), Duration.ofSeconds(1)))
                    .containsExactly("Telemetry did not reach the collector at " + address(silent.url())
                            + ": no answer within 1 s.");
        }
    }

    private static List<String> exportErrors(String url, Duration timeout) {
        Telemetry other = Telemetry.start(new OtlpConfig(url, false), CLOCK);
        other.callObserver(null).ended(Optional.empty(), Calls.notSent("openai", "m"));
        return other.close(timeout);
    }

    private static String address(String url) {
        return url.substring("http://".length());
    }
}
