package org.llmtestbench.it.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of suites for events of schedules, state machines, queues and users. */
class LambdaSmokeIT {
    private static final String SUITE = """
            version: 1
            name: small
            defaults: { max_tokens: 16, max_retries: 0 }
            targets: [{ id: luna, provider: openai, model: gpt-6-luna }]
            tests:
              - { id: one, prompt: "One?", assert: [{ icontains: sure }] }
              - { id: two, prompt: "Two?", assert: [{ icontains: sure }] }
            """;

    @TempDir
    static Path folder;

    private static final RuntimeApiServer runtime = new RuntimeApiServer();
    private static final Oracle provider = new Oracle();
    private static final Neighbour aws = new Neighbour();
    private static final AtomicInteger runs = new AtomicInteger();
    private static FunctionProcess function;

    @BeforeAll
    static void start() throws IOException {
        Path suites = Files.createDirectories(folder.resolve("suites"));
        Files.writeString(suites.resolve("small.yaml"), SUITE);
        function = FunctionProcess.in(folder.resolve("task"), runtime)
                .asking(provider.baseUrl())
                .env("LLM_TEST_BENCH_SUITES", suites.toString())
                .env("LLM_TEST_BENCH_SUITE", "small")
                .env("LLM_TEST_BENCH_REPORT_BUCKET", "reports")
                .env("LLM_TEST_BENCH_FAIL_INVOCATION", "true")
                .env("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:" + aws.port())
                .ready();
    }

    @AfterAll
    static void stop() {
        function.close();
        provider.close();
        aws.close();
    }

    @BeforeEach
    void reset() {
        provider.agrees();
    }

    private static List<JsonNode> metrics() {
        return function.stdout().lines().map(Answer::json).toList();
    }

    @Test
    void a_run_returns_its_report_stores_it_in_s3_and_writes_metrics() {
        int before = metrics().size();
        JsonNode report = runtime.invoke("{\"suite\":\"small\"}").json();

        assertThat(report.path("suite").asText()).isEqualTo("small");
        assertThat(report.path("passed").asBoolean()).isTrue();
        assertThat(report.path("cases")).hasSize(2);
        assertThat(aws.objects().entrySet())
                .anyMatch(each -> each.getKey().matches("reports/runs/small-\\d{8}T[\\d.]+Z\\.json")
                        && Answer.json(each.getValue()).equals(report));
        List<JsonNode> lines = metrics().subList(before, metrics().size());
        assertThat(lines).hasSize(2);
        JsonNode all = lines.get(0);
        assertThat(all.at("/_aws/CloudWatchMetrics/0/Namespace").asText()).isEqualTo("LlmTestBench");
        assertThat(all.at("/_aws/CloudWatchMetrics/0/Dimensions").toString()).isEqualTo("[[\"suite\"]]");
        assertThat(all.path("suite").asText()).isEqualTo("small");
        assertThat(all.path("RunsCompleted").asInt()).isEqualTo(1);
        assertThat(all.path("CasesPassed").asInt()).isEqualTo(2);
        assertThat(all.path("CasesFailed").asInt()).isZero();
        assertThat(all.path("CostUsd").isNumber()).isTrue();
        assertThat(all.path("TimeToFirstToken")).hasSize(2);
        assertThat(lines.get(1).at("/_aws/CloudWatchMetrics/0/Dimensions").toString())
                .isEqualTo("[[\"suite\",\"target\"]]");
        assertThat(lines.get(1).path("target").asText()).isEqualTo("luna");
    }

    @Test
    void the_detail_of_an_eventbridge_event_is_used_and_the_default_suite_if_it_names_none() {
        String envelope = """
                {"version":"0","id":"53dc4d37","detail-type":"%s","source":"%s","account":"123456789012",
                 "time":"2026-11-27T14:00:00Z","region":"eu-central-1","resources":[],"detail":%s}
                """;

        assertThat(runtime.invoke(envelope.formatted("smoke", "ours", "{\"suite\":\"small\"}"))
                        .json()
                        .path("cases"))
                .hasSize(2);
        assertThat(runtime.invoke(envelope.formatted("Scheduled Event", "aws.scheduler", "\"{}\""))
                        .json()
                        .path("cases"))
                .hasSize(2);
    }

    @Test
    void a_run_that_did_not_pass_fails_the_invocation_and_lists_the_failed_cases() {
        provider.denies("One?");
        Answer answer = runtime.invoke("{\"suite\":\"small\"}");

        assertThat(answer.kind()).isEqualTo("error");
        assertThat(answer.header("Lambda-Runtime-Function-Error-Type")).isEqualTo("Function.RunFailed");
        assertThat(answer.json().path("errorMessage").asText())
                .startsWith("small: 2 cases: 1 passed, 1 failed (exit code 20): ")
                .contains("[luna]", "Report: s3://reports/runs/small-");
    }

    @Test
    void an_unknown_suite_or_key_is_an_error_with_a_suggestion() {
        Answer suite = runtime.invoke("{\"suite\":\"smal\"}");
        Answer key = runtime.invoke("{\"suit\":\"small\"}");

        assertThat(suite.kind()).isEqualTo("error");
        assertThat(suite.json().path("errorMessage").asText()).contains("Did you mean 'small'?");
        assertThat(key.kind()).isEqualTo("error");
        assertThat(key.json().path("errorMessage").asText()).contains("'suit'", "'suite'");
    }

    @Test
    void shards_of_a_run_are_stored_and_merged() {
        String run = "run-" + runs.incrementAndGet();
        int before = metrics().size();
        String part = "{\"suite\":\"small\",\"shard\":\"%d/2\",\"run\":\"" + run + "\"}";
        JsonNode first = runtime.invoke(part.formatted(1)).json();
        Answer early = runtime.invoke("{\"merge\":\"" + run + "\"}");
        assertThat(early.kind()).isEqualTo("error");
        assertThat(early.json().path("errorMessage").asText()).contains("2/2");
        runtime.invoke(part.formatted(2)).json();
        JsonNode merged = runtime.invoke("{\"merge\":\"" + run + "\"}").json();

        assertThat(first.path("report").asText()).isEqualTo("s3://reports/runs/" + run + "/1.json");
        assertThat(first.has("cases")).isFalse();
        assertThat(merged.path("report").asText()).isEqualTo("s3://reports/runs/" + run + ".json");
        assertThat(merged.path("summary").path("total").asInt()).isEqualTo(2);
        JsonNode whole = Answer.json(aws.objects().get("reports/runs/" + run + ".json"));
        assertThat(whole.path("cases"))
                .extracting(each -> each.path("id").asText())
                .containsExactly("one", "two");
        assertThat(metrics().subList(before, metrics().size()))
                .filteredOn(line -> line.has("RunsCompleted"))
                .hasSize(1);
    }

    @Test
    void only_failed_messages_of_a_batch_are_returned_to_the_queue() {
        String good = "{\"suite\":\"small\",\"run\":\"q" + runs.incrementAndGet() + "\"}";
        JsonNode answer = runtime.invoke("{\"Records\":[" + message("a", good) + "," + message("b", "{\"suite\":\"x\"}")
                        + "," + message("c", "not JSON") + "]}")
                .json();

        assertThat(answer.path("batchItemFailures"))
                .extracting(each -> each.path("itemIdentifier").asText())
                .containsExactly("b", "c");
    }

    private static String message(String id, String body) {
        return "{\"messageId\":\"" + id + "\",\"receiptHandle\":\"x\",\"body\":" + TextNode.valueOf(body)
                + ",\"attributes\":{},\"messageAttributes\":{},\"eventSource\":\"aws:sqs\","
                + "\"eventSourceARN\":\"arn:aws:sqs:eu-central-1:123456789012:shards\",\"awsRegion\":\"eu-central-1\"}";
    }

    @Test
    void cases_without_enough_time_are_reported_as_not_run() {
        provider.fallsSilent();
        Answer answer = runtime.invoke("{\"suite\":\"small\"}", Duration.ofSeconds(8));

        assertThat(answer.kind()).isEqualTo("error");
        assertThat(answer.json().path("errorMessage").asText()).contains("2 not run");
    }
}
