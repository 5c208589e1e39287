package org.llmtestbench.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.it.Program.testCommand;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.llmtestbench.it.Program.Run;

/** An answer in all four formats, with and without streaming. */
class AnswerIT {
    private static final String TEXT = "Hällo,\n\"world\" 🙂 ";
    private static final String[] PIECES = {"Hällo,\n", "\"world\" ", "🙂 "};

    @RegisterExtension
    static final Vendor vendor = new Vendor();

    @Test
    void pretty_writes_the_text_and_one_line_of_numbers() {
        Run run = testCommand(vendor.answers(TEXT), "Hi").run();

        assertThat(run.exitCode()).isZero();
        assertThat(run.stdout()).isEqualTo(TEXT + "\n");
        assertThat(run.stderr())
                .matches(
                        "gpt-6-luna-2026-09-01 · 9 → 5 tokens \\(3 reasoning\\) · \\$0.000003 · total [0-9.]+ m?s · stop\n");
        assertThat(vendor.sent("stream", "stream_options")).isEmpty();
    }

    @Test
    void pretty_streams_the_text_and_shows_the_time_to_the_first_token() {
        Run run = testCommand(vendor.streams(PIECES), "Hi", "--stream").run();

        assertThat(run.exitCode()).isZero();
        assertThat(run.stdout()).isEqualTo(TEXT + "\n");
        assertThat(run.stderr())
                .matches(
                        "gpt-6-luna-2026-09-01 · 9 → 5 tokens \\(3 reasoning\\) · \\$0.000003 · first token [0-9.]+ m?s"
                                + " · total [0-9.]+ m?s · \\d+ tokens/s · stop\n");
        assertThat(vendor.body().path("stream").asBoolean()).isTrue();
        assertThat(vendor.body().path("stream_options")).isEqualTo(Bodies.json("{\"include_usage\":true}"));
    }

    @Test
    void plain_writes_the_text_and_a_line_feed_byte_for_byte() {
        vendor.answers(TEXT).streams(PIECES);

        assertThat(testCommand(vendor, "Hi", "-o", "plain").run()).isEqualTo(new Run(0, TEXT + "\n", ""));
        assertThat(testCommand(vendor, "Hi", "-o", "plain", "-s").run()).isEqualTo(new Run(0, TEXT + "\n", ""));
    }

    @Test
    void quiet_prints_only_the_text() {
        assertThat(testCommand(vendor.streams(PIECES), "Hi", "-s", "-q").run()).isEqualTo(new Run(0, TEXT + "\n", ""));
    }

    @Test
    void json_is_one_object_on_one_line() {
        Run run = testCommand(vendor.answers(TEXT), "Hi", "--json").run();

        assertThat(run.exitCode()).isZero();
        assertThat(run.stderr()).isEmpty();
        assertThat(run.stdout()).endsWith("}\n");
        assertThat(run.stdoutLines()).hasSize(1);
        Result result = Result.of(run.stdout());
        result.assertShape();
        result.assertWithoutTimes("""
                {"schema_version":1,"provider":"openai","model":"gpt-6-luna","response_model":"gpt-6-luna-2026-09-01",
                 "id":"chatcmpl-1","content":"Hällo,\\n\\"world\\" 🙂 ","finish_reason":"stop","raw_finish_reason":"stop",
                 "offline":false,
                 "usage":{"prompt_tokens":9,"completion_tokens":5,"total_tokens":14,"cached_tokens":4,
                  "cache_write_tokens":0,"reasoning_tokens":3,"estimated":false},
                 "cost_usd":0.00000304,
                 "attempts":[{"number":1,"status":200,"failure":null,"wait_ms":0.0,"wait_reason":null,
                  "request_id":"req_1"}],
                 "warnings":[],"error":null}""");
        // 5 tokens at 0.1, 4 from the cache at 0.01 and 5 at 0.5 dollars a million, as a plain number
        assertThat(run.stdout()).contains("\"cost_usd\":0.00000304,");
        assertThat(result.nullTimings()).containsExactly("ttft_ms", "ttfo_ms", "tpot_ms", "max_gap_ms");
        assertThat(result.timing("connect_ms")).isPositive();
        assertThat(result.timing("total_ms")).isGreaterThanOrEqualTo(result.timing("connect_ms"));
        assertThat(result.timing("waited_ms")).isZero();
        assertThat(result.timing("tokens_per_second")).isPositive();
    }

    @Test
    void json_streams_one_line_per_delta_and_the_result_object_last() {
        Run run = testCommand(vendor.streams(PIECES), "Hi", "-s", "-o", "json").run();

        assertThat(run.exitCode()).isZero();
        assertThat(run.stderr()).isEmpty();
        List<String> lines = run.stdoutLines();
        assertThat(lines.subList(0, lines.size() - 1))
                .containsExactly(
                        "{\"type\":\"delta\",\"text\":\"Hällo,\\n\"}",
                        "{\"type\":\"delta\",\"text\":\"\\\"world\\\" \"}",
                        "{\"type\":\"delta\",\"text\":\"🙂 \"}");
        String last = lines.get(lines.size() - 1);
        assertThat(last).startsWith("{\"type\":\"result\",\"schema_version\":1,");
        Result result = Result.of(last.replaceFirst("\"type\":\"result\",", ""));
        result.assertShape();
        assertThat(result.json().path("content").asText()).isEqualTo(TEXT);
        assertThat(result.nullTimings()).isEmpty();
        assertThat(result.timing("ttft_ms")).isEqualTo(result.timing("ttfo_ms"));
        assertThat(result.timing("ttft_ms")).isGreaterThanOrEqualTo(result.timing("connect_ms"));
        assertThat(result.timing("total_ms")).isGreaterThanOrEqualTo(result.timing("ttft_ms"));
    }

    @Test
    void json_pretty_is_only_the_object_with_and_without_streaming() {
        vendor.answers(TEXT).streams(PIECES);
        for (String flag : List.of("-q", "--stream")) {
            Run run = testCommand(vendor, "Hi", "-o", "json-pretty", flag).run();

            assertThat(run.exitCode()).isZero();
            assertThat(run.stderr()).isEmpty();
            assertThat(run.stdout())
                    .startsWith("{\n  \"schema_version\" : 1,\n")
                    .endsWith("\n}\n");
            Result result = Result.of(run.stdout());
            result.assertShape();
            assertThat(result.json().path("content").asText()).isEqualTo(TEXT);
        }
    }

    @Test
    void reasoning_is_streamed_separately_from_the_text() {
        vendor.streamsEvents(Bodies.role()
                + Bodies.delta("{\"reasoning_content\":\"Let me see.\"}")
                + Bodies.texts("Four.")
                + Bodies.finish("stop")
                + Bodies.usageChunk()
                + Bodies.DONE);

        Run run = testCommand(vendor, "2+2?", "-s", "--json").run();

        assertThat(run.stdoutLines())
                .startsWith(
                        "{\"type\":\"reasoning\",\"text\":\"Let me see.\"}", "{\"type\":\"delta\",\"text\":\"Four.\"}")
                .hasSize(3);
        JsonNode result = Bodies.json(run.stdoutLines().get(2));
        assertThat(result.path("content").asText()).isEqualTo("Four.");
    }
}
