package org.llmtestbench.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.provider.Failure.TIMEOUT;
import static org.llmtestbench.provider.Failure.UNAVAILABLE;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers that play for time. */
@QuarkusTest
class TimeResilienceTest extends Misbehaving {
    private static final Duration GRACE = Duration.ofMillis(250);
    private static final Duration BEAT = Duration.ofMillis(20);

    static Stream<Manner> streams() {
        return Stream.of(Manner.values()).filter(Manner::streamed);
    }

    /** On a quiet machine 250 ms after its deadline at the latest, and later on a busy one by what that is late with. */
    private Ending askUntil(Duration deadline, Manner manner, MisbehavingServer server, String retries) {
        try (Stall stall = new Stall()) {
            Ending ending = ask(manner, server, "deadline", deadline.toMillis() + "ms", "max_retries", retries);
            Duration stalled = stall.soFar();
            assertThat(ending.took())
                    .as("the machine was late by %s", stalled)
                    .isLessThan(deadline.plus(GRACE).plus(stalled));
            return ending;
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_deadline_holds_whatever_the_server_does(Manner manner) throws Exception {
        Turn[] games = {
            Turn.silence(),
            manner.answer().upTo(0, Turn.silence()),
            manner.answer().upTo(manner.bytesBeforeText(), Turn.silence()),
            manner.answer().inPieces(1).every(BEAT),
            Reply.events(manner.wording().piece("a")).every(BEAT).endlessly(),
            Reply.events(": ping\n\n").every(BEAT).endlessly(),
            Reply.json(200, " ").every(BEAT).endlessly(),
            Reply.json(503, " ").every(BEAT).endlessly()
        };
        ExecutorService players = Executors.newFixedThreadPool(games.length);
        try {
            List<Future<?>> all = Stream.of(games)
                    .<Future<?>>map(game -> players.submit(() -> assertDeadlineHolds(manner, game)))
                    .toList();
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            players.shutdownNow();
        }
    }

    private void assertDeadlineHolds(Manner manner, Turn game) {
        try (MisbehavingServer server = new MisbehavingServer(game)) {
            Ending ending = askUntil(Duration.ofMillis(800), manner, server, "3");
            ending.assertFails(TIMEOUT, 1);
            assertThat(ending.thrown()).hasMessageContaining("within the deadline of 0.8 s");
            assertThat(ending.response().content()).isEqualTo(ending.spoken());
            assertThat(server.calls()).isLessThan(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_wait_that_can_not_end_within_the_deadline_is_not_begun(Manner manner) {
        try (MisbehavingServer server = new MisbehavingServer(Reply.status(503).header("retry-after", "2"))) {
            Ending ending = ask(manner, server, "deadline", "2s", "max_retries", "3");
            ending.assertFails(UNAVAILABLE, 1);
            assertThat(ending.thrown().retryAfter()).contains(Duration.ofSeconds(2));
            assertThat(server.calls()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void retries_end_with_the_deadline(Manner manner) {
        try (MisbehavingServer server = new MisbehavingServer(Reply.status(503).header("retry-after-ms", "20"))) {
            Ending ending = askUntil(Duration.ofMillis(600), manner, server, "999999");
            assertThat(ending.failure()).isIn(UNAVAILABLE, TIMEOUT);
            assertThat(ending.attempts()).hasSizeLessThan(32);
        }
    }

    @ParameterizedTest
    @MethodSource("streams")
    void comments_and_pings_are_no_first_token(Manner manner) {
        String noise = ": ping\n\n" + manner.wording().beginning();
        Turn endless = Reply.events(noise).every(BEAT).endlessly();
        try (MisbehavingServer server = new MisbehavingServer(endless)) {
            Ending ending = ask(manner, server, "first_token_timeout", "200ms");
            ending.assertFails(TIMEOUT, 1);
            assertThat(ending.thrown()).hasMessageContaining("first_token_timeout");
        }
    }

    @ParameterizedTest
    @MethodSource("streams")
    void silence_after_the_first_word_is_the_end_and_is_not_repeated(Manner manner) {
        Turn silent = manner.answer().upTo(manner.bytesAfterFirstPiece(), Turn.silence());
        try (MisbehavingServer server = new MisbehavingServer(silent)) {
            Ending ending = ask(manner, server, "idle_timeout", "200ms", "max_retries", "2");
            ending.assertFails(TIMEOUT, 1);
            assertThat(ending.thrown()).hasMessageContaining("idle_timeout");
            assertThat(ending.response().content()).isEqualTo("Hello").isEqualTo(ending.spoken());
            assertThat(server.calls()).isEqualTo(1);
        }
    }

    /** Four bytes every 4 ms, so that the whole takes longer than the silence that is allowed. */
    @ParameterizedTest
    @MethodSource("streams")
    void comments_are_life(Manner manner) {
        Wording wording = manner.wording();
        String stream = wording.beginning()
                + wording.piece("Hello")
                + ":\n".repeat(500)
                + wording.ending("9", "2")
                + wording.terminator();
        try (MisbehavingServer server =
                new MisbehavingServer(Reply.events(stream).inPieces(4).every(Duration.ofMillis(4)))) {
            Ending ending = ask(manner, server, "idle_timeout", "900ms");
            ending.assertAnswers("Hello");
            assertThat(ending.took()).isGreaterThan(Duration.ofMillis(900));
        }
    }
}
