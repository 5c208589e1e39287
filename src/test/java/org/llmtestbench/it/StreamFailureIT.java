package org.llmtestbench.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.it.Program.testCommand;
import static org.llmtestbench.it.Program.testCommandAt;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.llmtestbench.it.Program.Run;
import org.llmtestbench.resilience.MisbehavingServer;
import org.llmtestbench.resilience.Reply;

/** Failures during a stream. */
class StreamFailureIT {
    private static final String BEGINNING = Bodies.role() + Bodies.texts("It is ", "half");
    private static final String OVERLOADED = Bodies.error("server_error", "overloaded", "Try later.");

    @RegisterExtension
    static final Vendor vendor = new Vendor();

    @Test
    void a_stream_without_terminator_and_finish_reason_ends_with_11_and_shows_the_partial_text() {
        Run run = testCommand(vendor.streamsEvents(BEGINNING), "Hi", "-s").run();

        assertThat(run.exitCode()).isEqualTo(11);
        assertThat(run.stdout()).isEqualTo("It is half\n");
        assertThat(run.stderrLines())
                .hasSize(2)
                .last()
                .isEqualTo("error: The stream ended without its end: no terminator, no finish reason.");
    }

    @Test
    void a_truncated_stream_ends_with_11_and_shows_the_partial_text() {
        try (MisbehavingServer server =
                new MisbehavingServer(Reply.events(BEGINNING).cut())) {
            Run run = testCommandAt(server.baseUrl(), "Hi", "-s", "--json")
                    .setting("MAX_RETRIES", "2")
                    .run();

            assertThat(run.exitCode()).isEqualTo(11);
            List<String> lines = run.stdoutLines();
            assertThat(lines)
                    .hasSize(3)
                    .startsWith("{\"type\":\"delta\",\"text\":\"It is \"}", "{\"type\":\"delta\",\"text\":\"half\"}");
            Result result = Result.of(lines.get(2));
            assertThat(result.content()).isEqualTo("It is half");
            assertThat(result.failure()).isEqualTo("MALFORMED");
            assertThat(result.json().path("error").path("retryable").asBoolean())
                    .isFalse();
            assertThat(result.json().path("finish_reason").isNull()).isTrue();
            assertThat(result.json().path("usage").isNull()).isTrue();
            assertThat(run.stderr()).startsWith("error: The stream broke off without its end.");
            assertThat(server.calls()).isEqualTo(1);
        }
    }

    @Test
    void a_stream_that_is_truncated_before_any_text_is_retried() {
        try (MisbehavingServer server =
                new MisbehavingServer(Reply.events(Bodies.role()).cut(), Reply.events(Bodies.stream("Whole.")))) {
            Run run = testCommandAt(server.baseUrl(), "Hi", "-s", "-o", "json-pretty")
                    .setting("MAX_RETRIES", "1")
                    .run();

            assertThat(run.exitCode()).isZero();
            Result result = Result.of(run.stdout());
            assertThat(result.content()).isEqualTo("Whole.");
            assertThat(result.json().path("attempts").findValuesAsText("failure"))
                    .containsExactly("UNREACHABLE", "null");
            assertThat(result.json().path("attempts").findValuesAsText("wait_reason"))
                    .containsExactly("null", "backoff");
            assertThat(server.calls()).isEqualTo(2);
        }
    }

    @Test
    void a_stream_that_is_truncated_before_any_text_ends_with_6() {
        try (MisbehavingServer server = new MisbehavingServer(Reply.events("").cut())) {
            Run run = testCommandAt(server.baseUrl(), "Hi", "-s").run();

            assertThat(run.exitCode()).isEqualTo(6);
            assertThat(run.stdout()).isEmpty();
            assertThat(run.stderr()).startsWith("error: The connection to 127.0.0.1:");
        }
    }

    @Test
    void an_error_as_the_first_event_is_retried() {
        vendor.streamsEvents("data: " + OVERLOADED + "\n\n").streams("Whole.");

        Run run = testCommand(vendor, "Hi", "-s", "-q")
                .setting("MAX_RETRIES", "1")
                .run();

        assertThat(run).isEqualTo(new Run(0, "Whole.\n", ""));
        assertThat(vendor.calls()).isEqualTo(2);
    }

    @Test
    void an_error_event_in_the_middle_of_a_stream_is_classified() {
        vendor.streamsEvents(BEGINNING + "event: error\ndata: " + OVERLOADED + "\n\n");

        Run run = testCommand(vendor, "Hi", "-s", "-q")
                .setting("MAX_RETRIES", "1")
                .run();

        assertThat(run).isEqualTo(new Run(7, "It is half\n", """
                error: openai is not available (inside the answer, request req_1): Try later.
                hint:  Try again later.
                """));
        assertThat(vendor.calls()).isEqualTo(1);
    }

    @Test
    void an_error_field_in_the_middle_of_a_stream_is_classified() {
        vendor.streamsEvents(BEGINNING
                + "error: {\"code\":500,\"message\":\"slot crashed\",\"type\":\"server_error\"}\n\n"
                + Bodies.DONE);

        Run run = testCommand(vendor, "Hi", "-s", "-q")
                .setting("MAX_RETRIES", "1")
                .run();

        assertThat(run).isEqualTo(new Run(7, "It is half\n", """
                error: openai is not available (inside the answer, request req_1): slot crashed
                hint:  Try again later.
                """));
        assertThat(vendor.calls()).isEqualTo(1);
    }

    @Test
    void an_html_page_in_the_middle_of_a_stream_ends_with_11() {
        vendor.streamsEvents(BEGINNING + "<html>\n<title>502 Bad Gateway</title>\n</html>\n" + Bodies.DONE);

        assertThat(testCommand(vendor, "Hi", "-s", "-q").run()).isEqualTo(new Run(11, "It is half\n", """
                error: The answer is not the JSON it should be but an HTML page, "502 Bad Gateway".
                """));
    }

    @Test
    void the_stream_of_another_protocol_ends_with_11_and_is_sent_once() {
        vendor.streamsEvents("data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hi\"}]}}]}\n\n");

        Run run = testCommand(vendor, "Hi", "-s", "-q")
                .setting("MAX_RETRIES", "1")
                .run();

        assertThat(run).isEqualTo(new Run(11, "", """
                error: The server sent a stream of another protocol. It begins with '{"candidates":[{"content":{"parts":[{"text":"Hi"}]}}]}'.
                hint:  Check base_url and dialect.
                """));
        assertThat(vendor.calls()).isEqualTo(1);
    }

    @Test
    void a_stream_without_terminator_is_complete_if_it_has_a_finish_reason() {
        vendor.streamsEvents(BEGINNING + Bodies.finish("stop") + Bodies.usageChunk());

        assertThat(testCommand(vendor, "Hi", "-s", "-q").run()).isEqualTo(new Run(0, "It is half\n", ""));
    }
}
