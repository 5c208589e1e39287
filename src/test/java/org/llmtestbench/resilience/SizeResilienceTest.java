package org.llmtestbench.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.provider.Failure.MALFORMED;
import static org.llmtestbench.provider.Failure.TIMEOUT;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Too much, for too long: memory and time stay bounded. */
@QuarkusTest
class SizeResilienceTest extends Misbehaving {
    private static final int MEGABYTE = 1 << 20;
    private static final long MUCH_LESS = 40L * MEGABYTE;

    static Stream<Manner> streams() {
        return Stream.of(Manner.values()).filter(Manner::streamed);
    }

    @ParameterizedTest
    @MethodSource("streams")
    void a_line_of_50_megabytes_is_refused_long_before_its_end(Manner manner) {
        String line = manner.wording().beginning() + "data: " + "x".repeat(50 * MEGABYTE);
        try (MisbehavingServer server = new MisbehavingServer(Reply.events(line))) {
            ask(manner, server).assertFails(MALFORMED, 1);
            // what the sockets hold on a busy machine comes on top of the limit of 16
            assertThat(server.written()).isLessThan(MUCH_LESS);
        }
    }

    @ParameterizedTest
    @MethodSource("streams")
    void an_event_of_endless_lines_is_refused(Manner manner) {
        String line = "data: " + "x".repeat(MEGABYTE) + "\n";
        try (MisbehavingServer server =
                new MisbehavingServer(Reply.events(line).inPieces(MEGABYTE).endlessly())) {
            ask(manner, server).assertFails(MALFORMED, 1);
            assertThat(server.written()).isLessThan(MUCH_LESS);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_body_over_64_megabytes_is_refused_and_its_connection_closed(Manner manner) throws InterruptedException {
        Turn endless = Reply.json(200, "x".repeat(MEGABYTE)).inPieces(MEGABYTE).endlessly();
        CountDownLatch gone = new CountDownLatch(1);
        Turn watched = peer -> {
            try {
                return endless.play(peer);
            } finally {
                gone.countDown();
            }
        };
        try (MisbehavingServer server = new MisbehavingServer(watched)) {
            Ending ending = ask(manner, server);
            ending.assertFails(MALFORMED, 1);
            assertThat(ending.thrown()).hasMessage("The body is larger than 64 MB.");
            assertThat(gone.await(20, TimeUnit.SECONDS)).isTrue();
            // what the sockets hold comes on top
            assertThat(server.written()).isLessThan(128 * MEGABYTE);
        }
    }

    @ParameterizedTest
    @MethodSource("streams")
    void a_stream_whose_text_is_over_64_megabytes_is_refused_and_keeps_what_came(Manner manner) {
        String piece = manner.wording().piece("x".repeat(MEGABYTE));
        Turn endless = Reply.events(piece).inPieces(piece.length()).endlessly();
        try (MisbehavingServer server = new MisbehavingServer(endless)) {
            Ending ending = ask(manner, server, "max_retries", "2");
            ending.assertFails(MALFORMED, 1);
            assertThat(ending.thrown()).hasMessage("The text of the answer is larger than 64 MB.");
            assertThat(ending.response().content()).hasSize(64 * MEGABYTE);
            assertThat(server.calls()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("streams")
    void two_hundred_thousand_tiny_events_are_an_answer(Manner manner) {
        Wording wording = manner.wording();
        String stream = wording.beginning()
                + wording.piece("a").repeat(200_000)
                + wording.ending("9", "2")
                + wording.terminator();
        try (MisbehavingServer server = new MisbehavingServer(Reply.events(stream))) {
            Ending ending = ask(manner, server);
            ending.assertAnswers("a".repeat(200_000));
            assertThat(ending.spoken()).hasSize(200_000);
        }
    }

    @ParameterizedTest
    @MethodSource("streams")
    void a_stream_that_never_ends_runs_out_of_time(Manner manner) {
        for (String unit : new String[] {manner.wording().piece("a"), ": ping\n\n"}) {
            Turn endless = Reply.events(unit).every(Duration.ofMillis(5)).endlessly();
            try (MisbehavingServer server = new MisbehavingServer(endless)) {
                Ending ending = ask(manner, server, "timeout", "1s", "max_retries", "0");
                ending.assertFails(TIMEOUT, 1);
                assertThat(ending.response().content()).isEqualTo(ending.spoken());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_answer_that_trickles_runs_out_of_time(Manner manner) {
        Reply trickle = manner.answer().inPieces(1).every(Duration.ofMillis(20));
        try (MisbehavingServer server = new MisbehavingServer(trickle)) {
            ask(manner, server, "timeout", "1s").assertFails(TIMEOUT, 1);
            assertThat(server.calls()).isLessThan(2);
        }
    }
}
