package org.llmtestbench.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.llmtestbench.runner.Outcome;
import org.llmtestbench.runner.Target;
import org.llmtestbench.suite.Verdict;

/** The metrics of completed calls and runs. */
class TelemetryTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-27T12:00:00.5Z"), ZoneOffset.UTC);
    private static final String OPENAI = "https://api.openai.com/v1";

    private final Telemetry telemetry = Telemetry.start(OtlpConfig.NONE, CLOCK);

    @AfterEach
    void close() {
        telemetry.close(Duration.ofSeconds(5));
    }

    /** The samples of one metric without buckets and without the label that all samples have. */
    private List<String> samples(String metric) {
        return lines().filter(line -> line.startsWith(metric))
                .filter(line -> !line.contains("_bucket{"))
                .toList();
    }

    private java.util.stream.Stream<String> lines() {
        String page = new String(telemetry.page(null).body(), StandardCharsets.UTF_8);
        return page.lines()
                .map(line -> line.replaceAll(
                        ",?otel_scope_name=\"llm-test-bench\"(?=})|otel_scope_name=\"llm-test-bench\",", ""));
    }

    @Test
    void the_metrics_of_a_call_come_from_its_result() {
        telemetry.callObserver(null).ended(Calls.call(OPENAI, "m"), Calls.answered("openai", "m"));

        String labels = "gen_ai_operation_name=\"chat\",gen_ai_provider_name=\"openai\",gen_ai_request_model=\"m\","
                + "gen_ai_response_model=\"m-2026\"";
        String server = ",server_address=\"api.openai.com\",server_port=\"443\"";
        assertThat(samples("gen_ai_client_operation_duration_seconds"))
                .containsExactly(
                        "gen_ai_client_operation_duration_seconds_count{" + labels + server + "} 1",
                        "gen_ai_client_operation_duration_seconds_sum{" + labels + server + "} 1.5");
        assertThat(samples("gen_ai_client_operation_time_to_first_chunk_seconds"))
                .containsExactly(
                        "gen_ai_client_operation_time_to_first_chunk_seconds_count{" + labels + server + "} 1",
                        "gen_ai_client_operation_time_to_first_chunk_seconds_sum{" + labels + server + "} 0.3");
        assertThat(samples("gen_ai_client_token_usage_sum"))
                .containsExactly(
                        "gen_ai_client_token_usage_sum{" + labels + ",gen_ai_token_type=\"input\"" + server + "} 9.0",
                        "gen_ai_client_token_usage_sum{" + labels + ",gen_ai_token_type=\"output\"" + server
                                + "} 20.0");
        assertThat(samples("llm_test_bench_cost_usd_total"))
                .containsExactly("llm_test_bench_cost_usd_total{" + labels + server + "} 0.0025");
    }

    @Test
    void buckets_follow_the_conventions() {
        telemetry.callObserver(null).ended(Calls.call(OPENAI, "m"), Calls.answered("openai", "m"));

        assertThat(bounds("gen_ai_client_operation_duration_seconds"))
                .isEqualTo("0.01 0.02 0.04 0.08 0.16 0.32 0.64 1.28 2.56 5.12 10.24 20.48 40.96 81.92 +Inf");
        assertThat(bounds("gen_ai_client_operation_time_to_first_chunk_seconds"))
                .isEqualTo("0.01 0.02 0.04 0.08 0.16 0.32 0.64 1.28 2.56 5.12 10.24 20.48 40.96 81.92 +Inf");
        assertThat(bounds("gen_ai_client_token_usage"))
                .startsWith("1.0 4.0 16.0 64.0 256.0 1024.0 4096.0 16384.0 65536.0 262144.0 1048576.0 4194304.0");
    }

    private String bounds(String metric) {
        return String.join(
                " ",
                lines().filter(line -> line.startsWith(metric + "_bucket"))
                        .map(line -> line.replaceFirst(".*le=\"([^\"]+)\".*", "$1"))
                        .distinct()
                        .toList());
    }

    @Test
    void a_failure_is_recorded_with_its_name_and_the_duration_of_the_last_attempt() {
        telemetry.callObserver(null).ended(Calls.call(OPENAI, "m"), Calls.refused("openai", "m"));

        assertThat(samples("gen_ai_client_operation_duration_seconds"))
                .containsExactly(
                        "gen_ai_client_operation_duration_seconds_count{error_type=\"AUTHENTICATION\","
                                + "gen_ai_operation_name=\"chat\",gen_ai_provider_name=\"openai\","
                                + "gen_ai_request_model=\"m\",server_address=\"api.openai.com\",server_port=\"443\"} 1",
                        "gen_ai_client_operation_duration_seconds_sum{error_type=\"AUTHENTICATION\","
                                + "gen_ai_operation_name=\"chat\",gen_ai_provider_name=\"openai\","
                                + "gen_ai_request_model=\"m\",server_address=\"api.openai.com\",server_port=\"443\"}"
                                + " 0.08");
        assertThat(lines()).noneMatch(line -> line.startsWith("gen_ai_client_token_usage"));
    }

    @Test
    void a_call_that_was_not_sent_is_counted_with_duration_zero() {
        telemetry.callObserver(null).ended(Optional.empty(), Calls.notSent("openai", null));

        assertThat(samples("gen_ai_client_operation_duration_seconds"))
                .containsExactly(
                        "gen_ai_client_operation_duration_seconds_count{error_type=\"USAGE\","
                                + "gen_ai_operation_name=\"chat\",gen_ai_provider_name=\"openai\"} 1",
                        "gen_ai_client_operation_duration_seconds_sum{error_type=\"USAGE\","
                                + "gen_ai_operation_name=\"chat\",gen_ai_provider_name=\"openai\"} 0.0");
    }

    @Test
    void estimated_tokens_are_not_reported() {
        Outcome estimated =
                new Outcome.Passed(new Target("openai", "m", false), Calls.response("m", Calls.usage(true)));
        telemetry.callObserver(null).ended(Calls.call(OPENAI, "m"), estimated);

        assertThat(lines()).noneMatch(line -> line.startsWith("gen_ai_client_token_usage"));
    }

    @Test
    void providers_have_the_names_of_the_conventions() {
        assertThat(provider("mistral", "https://api.mistral.ai/v1")).isEqualTo("mistral_ai");
        assertThat(provider("xai", "https://api.x.ai/v1")).isEqualTo("x_ai");
        assertThat(provider("mine", "https://mine.openai.azure.com/openai/v1")).isEqualTo("azure.ai.openai");
        assertThat(provider("my-vllm", "http://localhost:8000/v1")).isEqualTo("my-vllm");
    }

    private static String provider(String name, String url) {
        return MetricAttributes.providerName(new Target(name, "m", false), java.net.URI.create(url));
    }

    @Test
    void an_offline_call_is_labelled_as_simulator_without_address_and_port() {
        Outcome offline = new Outcome.Passed(new Target("openai", "m", true), Calls.response("m", Calls.usage(false)));
        telemetry.callObserver(null).ended(Calls.call("http://127.0.0.1:34567/v1", "m"), offline);

        assertThat(samples("gen_ai_client_operation_duration_seconds_count"))
                .singleElement()
                .asString()
                .contains("gen_ai_provider_name=\"simulator\"")
                .doesNotContain("server_");
    }

    @Test
    void the_number_of_label_values_is_bounded() {
        for (int i = 0; i < 1000; i++) {
            telemetry
                    .callObserver(null)
                    .ended(
                            Calls.call("https://host" + i + ".example:" + (1000 + i) + "/v1", "model-" + i),
                            Calls.answered("provider-" + i, "model-" + i));
            telemetry.startSuite("suite-" + i, null).ended(probe(true));
        }

        assertThat(samples("gen_ai_client_operation_duration_seconds_count")).hasSizeBetween(51, 201);
        assertThat(samples("gen_ai_client_operation_duration_seconds_count"))
                .anyMatch(line -> line.contains("gen_ai_provider_name=\"other\",gen_ai_request_model=\"other\","
                        + "gen_ai_response_model=\"other\",server_address=\"other\"} 800"));
        assertThat(samples("probe_success")).hasSize(201).anyMatch(line -> line.contains("suite=\"other\""));
    }

    @Test
    void a_model_name_that_is_too_long_is_not_a_label() {
        telemetry
                .callObserver(null)
                .ended(Calls.call(OPENAI, "x".repeat(101)), Calls.answered("openai", "x".repeat(101)));

        assertThat(samples("gen_ai_client_operation_duration_seconds_count"))
                .singleElement()
                .asString()
                .contains("gen_ai_request_model=\"other\"");
    }

    @Test
    void a_run_of_a_suite_sets_the_probe_metrics() {
        SuiteSpan span = telemetry.startSuite("production", null);
        span.callObserver().ended(Calls.call(OPENAI, "m"), Calls.answered("openai", "m"));
        span.ended(probe(false));

        assertThat(lines().filter(line -> line.contains("probe_")))
                .containsExactly("""
                        # HELP probe_cases Cases of the latest run of the suite by verdict.
                        # TYPE probe_cases gauge
                        probe_cases{suite="production",verdict="failed"} 1.0
                        probe_cases{suite="production",verdict="passed"} 3.0
                        # HELP probe_cost_usd Cost in US dollars of the latest run of the suite, for calls with a known price.
                        # TYPE probe_cost_usd gauge
                        probe_cost_usd{suite="production"} 0.01
                        # HELP probe_duration_seconds Duration of the latest run of the suite.
                        # TYPE probe_duration_seconds gauge
                        probe_duration_seconds{suite="production"} 12.5
                        # HELP probe_last_run_timestamp_seconds End of the latest run of the suite, in seconds since 1970.
                        # TYPE probe_last_run_timestamp_seconds gauge
                        probe_last_run_timestamp_seconds{suite="production"} 1.7957808005E9
                        # HELP probe_success 1 if the latest run of the suite succeeded, otherwise 0.
                        # TYPE probe_success gauge
                        probe_success{suite="production"} 0.0""".lines().toArray(String[]::new));
        assertThat(samples("gen_ai_client_operation_duration_seconds_count"))
                .singleElement()
                .asString()
                .contains("llm_test_bench_suite=\"production\"");
    }

    private static ProbeResult probe(boolean success) {
        return new ProbeResult(
                success,
                Duration.ofMillis(12_500),
                Map.ofEntries(entry(Verdict.PASSED, 3), entry(Verdict.FAILED, 1)),
                new BigDecimal("0.01"));
    }

    @Test
    void the_page_is_prometheus_text_or_openmetrics_on_request() {
        telemetry.startSuite("a", null).ended(probe(true));

        assertThat(telemetry.page(null).contentType()).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        PrometheusPage open = telemetry.page("application/openmetrics-text; version=1.0.0");
        assertThat(open.contentType()).isEqualTo("application/openmetrics-text; version=1.0.0; charset=utf-8");
        assertThat(new String(open.body(), StandardCharsets.UTF_8))
                .endsWith("# EOF\n")
                .contains("# UNIT probe_duration_seconds seconds");
    }

    @Test
    void the_page_has_only_metrics_of_the_program() {
        telemetry.callObserver(null).ended(Calls.call(OPENAI, "m"), Calls.answered("openai", "m"));

        assertThat(lines().filter(line -> line.startsWith("# TYPE")).map(line -> line.split(" ")[2]))
                .containsExactly(
                        "gen_ai_client_operation_duration_seconds",
                        "gen_ai_client_operation_time_to_first_chunk_seconds",
                        "gen_ai_client_token_usage",
                        "llm_test_bench_cost_usd_total");
    }
}
