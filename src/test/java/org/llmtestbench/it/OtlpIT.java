package org.llmtestbench.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;
import static org.llmtestbench.it.Program.testCommand;
import static org.llmtestbench.it.Program.with;

import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.llmtestbench.it.Program.Run;
import org.llmtestbench.telemetry.Collector;

/** The telemetry that a collector receives. A collector that fails does not change the result of a call. */
class OtlpIT {
    private static final Offset<Double> ROUNDED = within(0.0000005);

    @RegisterExtension
    static final Vendor vendor = new Vendor();

    private final Collector collector = Collector.start();

    @AfterEach
    void close() {
        collector.close();
    }

    private HistogramDataPoint point(String metric, Map<String, Object> labels) {
        return collector.metrics().get(metric).getHistogram().getDataPointsList().stream()
                .filter(point -> Collector.attributes(point.getAttributesList())
                        .entrySet()
                        .containsAll(labels.entrySet()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_streamed_call_is_exported_with_the_numbers_of_its_result() {
        Run run = testCommand(vendor.streams("Yes", "."), "Hi", "-s", "--json", "--otlp", collector.url())
                .run();

        assertThat(run.exitCode()).isZero();
        assertThat(run.stderr()).isEmpty();
        Result result = Result.of(run.stdoutLines().get(run.stdoutLines().size() - 1));
        assertThat(point("gen_ai.client.operation.duration", Map.of()).getSum())
                .isCloseTo(result.timing("total_ms") / 1000, ROUNDED);
        assertThat(point("gen_ai.client.operation.time_to_first_chunk", Map.of())
                        .getSum())
                .isCloseTo(result.timing("ttft_ms") / 1000, ROUNDED);
        assertThat(point("gen_ai.client.token.usage", Map.of("gen_ai.token.type", "input"))
                        .getSum())
                .isEqualTo(9);
        assertThat(point("gen_ai.client.token.usage", Map.of("gen_ai.token.type", "output"))
                        .getSum())
                .isEqualTo(5);
        assertThat(collector.spans()).hasSize(1);
        Span span = collector.spans().get(0);
        assertThat(span.getName()).isEqualTo("chat gpt-6-luna");
        assertThat((span.getEndTimeUnixNano() - span.getStartTimeUnixNano()) / 1e6)
                .isCloseTo(result.timing("total_ms"), within(0.001));
        assertThat(Collector.attributes(span.getAttributesList()))
                .contains(
                        entry("gen_ai.provider.name", "openai"),
                        entry("gen_ai.response.model", "gpt-6-luna-2026-09-01"),
                        entry("gen_ai.response.id", "chatcmpl-1"),
                        entry("gen_ai.request.stream", true),
                        entry("gen_ai.usage.cache_read.input_tokens", 4L),
                        entry("gen_ai.usage.reasoning.output_tokens", 3L),
                        entry(
                                "llm_test_bench.cost_usd",
                                result.json().path("cost_usd").asDouble()),
                        entry("server.address", "127.0.0.1"));
        assertThat(collector.resource()).containsEntry("service.name", "llm-test-bench");
    }

    @Test
    void keys_and_texts_are_not_exported_and_the_collector_key_goes_only_to_the_collector() {
        Run run = testCommand(
                        vendor.answers("an answer to keep"), "a prompt to keep", "--system", "an order to keep", "-v")
                .env("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url())
                .env("OTEL_EXPORTER_OTLP_HEADERS", "x-collector-key=planted-4711")
                .run();
        assertThat(run.exitCode()).isZero();
        assertThat(collector.requests()).as("telemetry is not enabled").isZero();

        Run exported = testCommand(vendor.answers("an answer to keep"), "a prompt to keep", "--otlp", "-v")
                .env("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url())
                .env("OTEL_EXPORTER_OTLP_HEADERS", "x-collector-key=planted-4711")
                .run();
        assertThat(exported.exitCode()).isZero();
        assertThat(collector.headers()).contains("X-collector-key: planted-4711");
        assertThat(collector.everything()).contains("chatcmpl-1").doesNotContain("to keep", Vendor.KEY, "planted");
        assertThat(exported.stdout() + exported.stderr()).doesNotContain("planted");
        assertThat(vendor.header("x-collector-key")).isNull();
    }

    @Test
    void a_failure_is_exported_without_its_message() {
        vendor.refuses(401, "invalid_request_error", "invalid_api_key", "a prompt to keep " + Vendor.KEY);
        Run run = testCommand(vendor, "Hi", "--otlp=" + collector.url()).run();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(point("gen_ai.client.operation.duration", Map.of("error.type", "AUTHENTICATION"))
                        .getCount())
                .isEqualTo(1);
        assertThat(Collector.attributes(collector.spans().get(0).getAttributesList()))
                .containsEntry("error.type", "AUTHENTICATION");
        assertThat(collector.everything()).doesNotContain("to keep", Vendor.KEY);
    }

    @Test
    void each_of_several_models_is_exported() {
        Run run = with("test", "openai", "-m", "gpt-6-luna", "-m", "missing-one", "Hi", "--offline", "--otlp")
                .env("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url())
                .env("OTEL_SERVICE_NAME", "mine")
                .env("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc")
                .run();

        assertThat(run.exitCode()).isEqualTo(8);
        assertThat(collector.spans())
                .extracting(Span::getName)
                .containsExactlyInAnyOrder("chat gpt-6-luna", "chat missing-one");
        assertThat(point("gen_ai.client.operation.duration", Map.of("error.type", "MODEL_NOT_FOUND"))
                        .getCount())
                .isEqualTo(1);
        assertThat(collector.resource()).containsEntry("service.name", "mine");
    }

    @Test
    void an_argument_after_the_option_that_is_not_a_url_is_the_prompt() {
        Run run = testCommand(vendor.answers("Yes."), "--otlp", "Hi")
                .env("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url())
                .run();

        assertThat(run.exitCode()).isZero();
        assertThat(vendor.body().path("messages").path(0).path("content").asText())
                .isEqualTo("Hi");
        assertThat(collector.spans()).hasSize(1);
    }

    @Test
    void an_invalid_address_is_an_error_before_anything_is_sent() {
        assertThat(testCommand(vendor, "Hi", "--otlp=localhost:4318").run())
                .isEqualTo(new Run(
                        64,
                        "",
                        "error: --otlp: 'localhost:4318' can't be used: it must begin with http:// or https:// and name"
                                + " a host.\n"
                                + "hint:  Write the URL of a collector, such as http://localhost:4318; /v1/traces and"
                                + " /v1/metrics are added.\n"));
        Run wrong = testCommand(vendor, "Hi", "--otlp")
                .env("OTEL_EXPORTER_OTLP_ENDPOINT", "nonsense")
                .run();
        assertThat(wrong.exitCode()).isEqualTo(78);
        assertThat(wrong.stderr())
                .startsWith("error: OpenTelemetry can't be started: ")
                .endsWith("hint:  Check the environment variables that start with OTEL_.\n");
        assertThat(vendor.calls()).isZero();
    }

    @Test
    void an_unreachable_collector_does_not_change_the_exit_code() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        String url = "http://127.0.0.1:" + port;
        assertThat(testCommand(vendor.answers("Yes."), "Hi", "--otlp", url).run())
                .extracting(Run::exitCode, Run::stdout, run -> warnings(run))
                .containsExactly(
                        0,
                        "Yes.\n",
                        List.of(
                                "warning: The metrics did not reach the collector at 127.0.0.1:" + port
                                        + ": the connection was refused.",
                                "warning: The spans did not reach the collector at 127.0.0.1:" + port
                                        + ": the connection was refused."));
        assertThat(testCommand(vendor.answers("Yes."), "Hi", "--otlp", url, "-q")
                        .run())
                .isEqualTo(new Run(0, "Yes.\n", ""));
    }

    @Test
    void a_failing_collector_does_not_change_the_exit_code() {
        vendor.refuses(401, "invalid_request_error", "invalid_api_key", "no");
        try (Collector broken = Collector.answering(500)) {
            Run run = testCommand(vendor, "Hi", "--otlp", broken.url()).run();

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(warnings(run)).hasSize(2).allMatch(line -> line.endsWith(": it answered with HTTP 500."));
        }
    }

    @Test
    void a_collector_that_does_not_respond_does_not_delay_the_exit() {
        try (Collector silent = Collector.answering(0)) {
            // a program that waits for it would be killed by the time limit of the test
            Run run = testCommand(vendor.answers("Yes."), "Hi", "--otlp", silent.url())
                    .env("OTEL_EXPORTER_OTLP_TIMEOUT", "3600000")
                    .run();

            assertThat(run.exitCode()).isZero();
            assertThat(warnings(run)).singleElement().asString().endsWith(": no answer within 3 s.");
        }
    }

    private static List<String> warnings(Run run) {
        return run.stderrLines().stream()
                .filter(line -> line.startsWith("warning: "))
                .toList();
    }

    @Test
    void a_dry_run_exports_nothing() {
        Run run = testCommand(vendor, "Hi", "--dry-run", "--otlp", collector.url())
                .run();

        assertThat(run.exitCode()).isZero();
        assertThat(collector.requests()).isZero();
    }

    @Test
    void telemetry_classes_are_loaded_only_if_enabled() {
        String loaded = testCommand(vendor.answers("Yes."), "Hi")
                .jvm("-Xlog:class+load:stdout")
                .run()
                .stdout();
        // the record that reads the setting is not telemetry itself
        assertThat(telemetry(loaded)).isEmpty();

        String enabled = testCommand(vendor.answers("Yes."), "Hi", "--otlp", collector.url())
                .jvm("-Xlog:class+load:stdout")
                .run()
                .stdout();
        assertThat(telemetry(enabled)).contains("org.llmtestbench.telemetry.Telemetry");
    }

    private static List<String> telemetry(String loaded) {
        return loaded.lines()
                .filter(line -> line.contains(" source: "))
                .map(line -> line.replaceFirst("^(\\[[^\\]]*\\])* *(\\S+) source: .*", "$2"))
                .filter(name -> name.startsWith("io.opentelemetry.")
                        || name.startsWith("io.prometheus.")
                        || name.startsWith("org.llmtestbench.telemetry."))
                .toList();
    }

    @Test
    void runs_of_suites_are_exported_with_their_calls(@TempDir Path folder) {
        SuiteRuns runs = new SuiteRuns(folder);
        Run run = runs.smokeCommand(
                        SuiteRuns.many(3), "offline", "--offline", "--report", "json=" + runs.file("{suite}.json"))
                .env("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url())
                .inShell("\"$@\" --otlp")
                .run();

        assertThat(run.exitCode()).isZero();
        Metric success = collector.metrics().get("probe_success");
        assertThat(success.getGauge().getDataPointsList())
                .extracting(point -> Collector.attributes(point.getAttributesList()) + " " + point.getAsInt())
                .containsExactlyInAnyOrder("{suite=many} 1", "{suite=offline} 1");
        Span suite = collector.spans().stream()
                .filter(span -> span.getName().equals("smoke many"))
                .findFirst()
                .orElseThrow();
        assertThat(collector.spans().stream()
                        .filter(span -> span.getParentSpanId().equals(suite.getSpanId())))
                .hasSize(3)
                .allMatch(span -> span.getName().equals("chat simulated"));
        double took = runs.json("many.json").path("duration_ms").asDouble();
        assertThat(collector.metrics().get("probe_duration_seconds").getGauge().getDataPointsList().stream()
                        .filter(point ->
                                Collector.attributes(point.getAttributesList()).containsValue("many"))
                        .findFirst()
                        .orElseThrow()
                        .getAsDouble())
                .isCloseTo(took / 1000, ROUNDED);
    }
}
