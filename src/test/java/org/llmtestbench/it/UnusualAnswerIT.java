package org.llmtestbench.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.it.Program.testCommand;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.llmtestbench.it.Program.Run;

/** Unusual answers: refusals, empty answers, tool calls, several choices, malformed bodies. */
class UnusualAnswerIT {
    @RegisterExtension
    static final Vendor vendor = new Vendor();

    private static final String TOOL_CALL =
            "\"tool_calls\":[{\"index\":0,\"id\":\"call_1\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]";

    @Test
    void a_refusal_ends_with_10_and_gives_the_reason() {
        vendor.replies(200, Bodies.whole("{\"role\":\"assistant\",\"content\":null,\"refusal\":\"I can't.\"}", "stop"));

        Run run = testCommand(vendor, "Hi", "--json").run();

        assertThat(run.exitCode()).isEqualTo(10);
        assertThat(run.stderr()).isEqualTo("error: The model refused: I can't.\n");
        Result result = Result.of(run.stdout());
        result.assertShape();
        assertThat(result.failure()).isEqualTo("REFUSED");
        assertThat(result.content()).isEmpty();
        assertThat(result.json().path("finish_reason").asText()).isEqualTo("refusal");
        assertThat(result.json().path("raw_finish_reason").asText()).isEqualTo("stop");
        assertThat(result.json().path("usage").path("total_tokens").asInt()).isEqualTo(14);
    }

    @Test
    void a_streamed_refusal_ends_with_10_and_prints_no_text() {
        vendor.streamsEvents(Bodies.role()
                + Bodies.delta("{\"refusal\":\"I \"}")
                + Bodies.delta("{\"refusal\":\"can't.\"}")
                + Bodies.finish("stop")
                + Bodies.usageChunk()
                + Bodies.DONE);

        assertThat(testCommand(vendor, "Hi", "-s", "-q").run())
                .isEqualTo(new Run(10, "", "error: The model refused: I can't.\n"));
    }

    @Test
    void a_content_filter_ends_with_10_and_keeps_the_partial_text() {
        vendor.streamsEvents(Bodies.role()
                + Bodies.texts("Once")
                + Bodies.finish("content_filter")
                + Bodies.usageChunk()
                + Bodies.DONE);

        assertThat(testCommand(vendor, "Hi", "-s", "-q").run())
                .isEqualTo(new Run(10, "Once\n", "error: A content filter stopped the answer.\n"));
    }

    @Test
    void a_token_limit_before_any_text_is_a_success_with_a_warning() {
        vendor.replies(200, Bodies.whole("{\"role\":\"assistant\",\"content\":\"\"}", "length"));

        Run run = testCommand(vendor, "Hi").run();

        assertThat(run.exitCode()).isZero();
        assertThat(run.stdout()).isEqualTo("\n");
        assertThat(run.stderrLines().get(0))
                .isEqualTo("warning: The token limit was reached before any text; reasoning may have used it up.");
        assertThat(run.stderrLines().get(1)).endsWith(" · length");
    }

    @Test
    void a_tool_call_without_text_is_a_success_with_a_warning() {
        vendor.streamsEvents(Bodies.role()
                + Bodies.delta("{" + TOOL_CALL + "}")
                + Bodies.finish("tool_calls")
                + Bodies.usageChunk()
                + Bodies.DONE);

        Run run = testCommand(vendor, "Hi", "-s", "--json").run();

        assertThat(run.exitCode()).isZero();
        assertThat(run.stderr()).isEmpty();
        assertThat(run.stdoutLines()).hasSize(1);
        Result result = Result.of(run.stdout());
        assertThat(result.json().path("finish_reason").asText()).isEqualTo("tool_calls");
        assertThat(result.warnings()).containsExactly("The model called a tool and gave no text.");
    }

    private static final String SPLIT_CHARACTERS = Bodies.role()
            + Bodies.delta("{\"reasoning\":\"hm\\ud83d\"}")
            + Bodies.delta("{\"reasoning\":\"\\ude00\"}")
            + Bodies.delta("{\"content\":\"a\\ud83d\"}")
            + Bodies.delta("{\"content\":\"\"}")
            + Bodies.delta("{\"content\":\"\\ude00b\\ud83d\"}")
            + Bodies.finish("stop")
            + Bodies.usageChunk()
            + Bodies.DONE;

    @Test
    void a_character_in_two_deltas_is_joined_in_text_output() {
        vendor.streamsEvents(SPLIT_CHARACTERS);

        assertThat(testCommand(vendor, "Hi", "-s", "-q", "-o", "plain").run())
                .isEqualTo(new Run(0, "a😀b\uFFFD\n", ""));
    }

    @Test
    void a_character_in_two_deltas_is_joined_in_json_output() {
        vendor.streamsEvents(SPLIT_CHARACTERS);

        List<String> lines = testCommand(vendor, "Hi", "-s", "--json").run().stdoutLines();
        assertThat(lines.subList(0, 5))
                .containsExactly(
                        "{\"type\":\"reasoning\",\"text\":\"hm\"}",
                        "{\"type\":\"reasoning\",\"text\":\"😀\"}",
                        "{\"type\":\"delta\",\"text\":\"a\"}",
                        "{\"type\":\"delta\",\"text\":\"😀b\"}",
                        "{\"type\":\"delta\",\"text\":\"\uFFFD\"}");
        assertThat(Result.of(lines.get(5)).content()).isEqualTo("a😀b\uFFFD");
    }

    @Test
    void of_several_choices_the_first_is_shown_with_a_warning() {
        vendor.replies(200, """
                {"id":"chatcmpl-1","object":"chat.completion","model":"gpt-6-luna","choices":[
                 {"index":1,"message":{"role":"assistant","content":"B"},"finish_reason":"stop"},
                 {"index":0,"message":{"role":"assistant","content":"A"},"finish_reason":"stop"}],
                 "usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}""");

        assertThat(testCommand(vendor, "Hi", "-o", "plain", "--param", "n=2").run())
                .isEqualTo(new Run(0, "A\n", "warning: The provider sent several choices; only the first is shown.\n"));
    }

    @Test
    void an_empty_answer_ends_with_11() {
        vendor.replies(200, Bodies.whole("{\"role\":\"assistant\",\"content\":\"\"}", "stop"));

        assertThat(testCommand(vendor, "Hi", "-q").run())
                .isEqualTo(new Run(
                        11, "", "error: The answer is empty: no text and no tool call, finish reason 'stop'.\n"));
    }

    @Test
    void an_unknown_finish_reason_is_kept_and_impossible_usage_is_estimated() {
        vendor.replies(200, """
                {"id":"chatcmpl-1","object":"chat.completion","model":"gpt-6-luna","choices":[
                 {"index":0,"message":{"role":"assistant","content":"Hi"},"finish_reason":"bored"}],
                 "usage":{"prompt_tokens":-1,"completion_tokens":2,"total_tokens":1}}""");

        Run run = testCommand(vendor, "Hi", "--json").run();

        assertThat(run.exitCode()).isZero();
        Result result = Result.of(run.stdout());
        assertThat(result.json().path("finish_reason").asText()).isEqualTo("unknown");
        assertThat(result.json().path("raw_finish_reason").asText()).isEqualTo("bored");
        assertThat(result.json().path("usage").path("estimated").asBoolean()).isTrue();
        assertThat(result.warnings())
                .containsExactlyInAnyOrder(
                        "The provider gave no finish reason that is known: bored.",
                        "The provider's count of prompt tokens can't be right (-1); it is estimated.");
    }

    @Test
    void an_answer_without_a_finish_reason_is_a_success_with_a_warning() {
        vendor.replies(200, Bodies.whole("{\"role\":\"assistant\",\"content\":\"4\"}", ""));

        assertThat(testCommand(vendor, "Hi", "-o", "plain").run())
                .isEqualTo(new Run(0, "4\n", "warning: The provider gave no finish reason.\n"));
    }

    @Test
    void an_empty_error_member_is_ignored() {
        vendor.replies(
                200,
                Bodies.whole("{\"role\":\"assistant\",\"content\":\"fine\"}", "stop")
                        .replaceFirst("\\{", "{\"error\":{\"message\":\"\",\"code\":null},"));

        Run run = testCommand(vendor, "Hi", "-q").setting("MAX_RETRIES", "2").run();

        assertThat(run).isEqualTo(new Run(0, "fine\n", ""));
        assertThat(vendor.calls()).isEqualTo(1);
    }

    @Test
    void a_body_with_trailing_data_ends_with_11() {
        String answer = Bodies.whole("{\"role\":\"assistant\",\"content\":\"half\"}", "stop");
        vendor.replies(200, answer + "\n{\"a\":1}");

        assertThat(testCommand(vendor, "Hi", "-q").run())
                .isEqualTo(new Run(11, "", "error: The answer goes on after its JSON with '{\"a\":1}'.\n"));
    }

    @Test
    void an_html_page_instead_of_json_ends_with_11() {
        vendor.repliesText("text/html", "<!doctype html><title>Log in</title><p>Welcome</p>");

        assertThat(testCommand(vendor, "Hi").run()).isEqualTo(new Run(11, "", """
                error: The answer is not the JSON it should be but an HTML page, "Log in".
                """));
    }

    @Test
    void an_empty_body_ends_with_11() {
        vendor.repliesText("application/json", "");

        assertThat(testCommand(vendor, "Hi").run()).isEqualTo(new Run(11, "", """
                error: The answer is not the JSON it should be but empty.
                """));
    }
}
