package org.llmtestbench.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.it.Program.testCommandAt;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.llmtestbench.it.Program.Run;
import org.llmtestbench.resilience.MisbehavingServer;
import org.llmtestbench.resilience.Reply;
import org.llmtestbench.resilience.Turn;

/** The worst behaviour of servers, tested from the command line to the exit code and the single error line. */
class ResilienceIT {
    private static Run run(MisbehavingServer server, String... args) {
        return testCommandAt(server.baseUrl(), args).run();
    }

    private static void assertEnds(Run run, int exitCode, String stdout, String stderr) {
        assertThat(run.stderr()).matches(stderr + "(hint: .*\n)?");
        assertThat(run.stdout()).isEqualTo(stdout);
        assertThat(run.exitCode()).isEqualTo(exitCode);
    }

    @Test
    void a_reset_ends_with_6() {
        try (MisbehavingServer server = new MisbehavingServer(Turn.reset())) {
            assertEnds(run(server, "Hi"), 6, "", "error: .* broke: Connection reset\n");
            assertEnds(run(server, "Hi", "-s"), 6, "", "error: .* broke: Connection reset\n");
            assertThat(server.calls()).isEqualTo(2);
        }
    }

    @Test
    void a_response_that_is_not_http_ends_with_11() {
        try (MisbehavingServer server = new MisbehavingServer(Turn.raw("220 mail.test ESMTP " + Vendor.KEY + "\r\n"))) {
            assertEnds(run(server, "Hi"), 11, "", "error: .* does not speak HTTP as it should: .*\n");
            assertEnds(run(server, "Hi", "-s"), 11, "", "error: .* does not speak HTTP as it should: .*\n");
        }
    }

    /** Runs with a heap that is too small for the whole body. */
    private static void assertTooLarge(Reply reply, String message, String... args) {
        try (MisbehavingServer server = new MisbehavingServer(reply)) {
            Run run = testCommandAt(server.baseUrl(), args).jvm("-Xmx96m").run();
            assertEnds(run, 11, "", "error: " + message + " 5 MB\\.\n");
            assertThat(server.calls()).isEqualTo(1);
            assertThat(server.written()).isLessThan(32 << 20);
        }
    }

    @Test
    void a_line_of_50_megabytes_ends_with_11_and_little_memory() {
        String endless = "x".repeat(50 << 20);
        String body = "The body is larger than";
        for (String line : new String[] {endless, "data: " + endless, Bodies.whole(endless)}) {
            assertTooLarge(Reply.json(200, line), body, "Hi");
        }
        for (String line : new String[] {endless, Bodies.whole(endless)}) {
            assertTooLarge(Reply.events(line), body, "Hi", "-s");
        }
        for (String start : new String[] {"", Bodies.role()}) {
            assertTooLarge(Reply.events(start + "data: " + endless), "The stream holds an event of over", "Hi", "-s");
        }
        assertTooLarge(Reply.json(200, Bodies.whole(endless)).gzipped(), body, "Hi");
        assertTooLarge(Reply.json(500, endless), body, "Hi");
    }

    @Test
    void a_stream_whose_text_does_not_fit_into_memory_ends_with_11() {
        String event = Bodies.texts("x".repeat(100_000));
        Turn endless = Reply.events(event).inPieces(event.length()).endlessly();
        try (MisbehavingServer server = new MisbehavingServer(endless)) {
            Run run = testCommandAt(server.baseUrl(), "Hi", "-s", "-q")
                    .jvm("-Xmx96m")
                    .run();
            assertThat(run.stderr()).isEqualTo("error: The text of the answer is larger than 5 MB.\n");
            assertThat(run.stdout()).isEqualTo("x".repeat(5_200_000) + "\n");
            assertThat(run.exitCode()).isEqualTo(11);
        }
    }

    @Test
    void a_very_slow_answer_ends_with_5_at_its_deadline() {
        String answer = Bodies.role() + Bodies.texts("Hello") + ":\n".repeat(50_000);
        Turn slow =
                Reply.events(answer).inPieces(60).every(Duration.ofMillis(20)).endlessly();
        try (MisbehavingServer server = new MisbehavingServer(slow)) {
            long start = System.nanoTime();
            Run run = run(server, "Hi", "-s", "-q", "--deadline", "4s", "--max-retries", "3");

            assertEnds(run, 5, "Hello\n", "error: openai gave no complete answer within the deadline of 4 s.\n");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
            assertThat(server.calls()).isEqualTo(1);
        }
    }

    @Test
    void two_hundred_thousand_tiny_events_are_printed() {
        String stream = Bodies.role()
                + Bodies.texts("a").repeat(200_000)
                + Bodies.finish("stop")
                + Bodies.usageChunk()
                + Bodies.DONE;
        try (MisbehavingServer server = new MisbehavingServer(Reply.events(stream))) {
            assertThat(run(server, "Hi", "-s", "-q")).isEqualTo(new Run(0, "a".repeat(200_000) + "\n", ""));
        }
    }
}
