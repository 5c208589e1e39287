package org.llmtestbench.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.provider.Failure.MALFORMED;
import static org.llmtestbench.provider.Failure.TIMEOUT;
import static org.llmtestbench.provider.Failure.UNREACHABLE;

import io.quarkus.test.junit.QuarkusTest;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.llmtestbench.provider.Failure;

/** Connections that are not made, say nothing, or break. */
@QuarkusTest
class ConnectionResilienceTest extends Misbehaving {
    private record Row(String name, Failure failure, Function<Manner, Turn> turn) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Arguments> rows() {
        return inEveryManner(Stream.of(
                new Row("reset instead of an answer", UNREACHABLE, m -> Turn.reset()),
                new Row("closed instead of an answer", UNREACHABLE, m -> Turn.raw("")),
                new Row(
                        "reset inside the status line",
                        UNREACHABLE,
                        m -> Turn.raw("HTTP/1.1 20").then(Turn.reset())),
                new Row(
                        "reset inside the headers",
                        UNREACHABLE,
                        m -> Turn.raw("HTTP/1.1 200 OK\r\ncontent-ty").then(Turn.reset())),
                new Row("closed inside the status line", UNREACHABLE, m -> Turn.raw("HTTP/1.1 20")),
                new Row("closed inside the headers", UNREACHABLE, m -> Turn.raw("HTTP/1.1 200 OK\r\ncontent-ty")),
                new Row("reset after the headers", UNREACHABLE, m -> m.answer().upTo(0, Turn.reset())),
                new Row("closed after the headers", UNREACHABLE, m -> m.answer().cutAfter(0)),
                new Row(
                        "reset inside the body, before any text",
                        UNREACHABLE,
                        m -> m.answer().upTo(m.bytesBeforeText(), Turn.reset())),
                new Row(
                        "closed inside the body, before any text",
                        UNREACHABLE,
                        m -> m.answer().cutAfter(m.bytesBeforeText())),
                new Row(
                        "closed before the promised length",
                        UNREACHABLE,
                        m -> Turn.raw(
                                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 999\r\n\r\n{")),
                new Row(
                        "closed inside an error's body",
                        UNREACHABLE,
                        m -> Reply.json(500, "{\"error\":{\"message\":\"We are sorry.\"}}")
                                .cutAfter(20)),
                new Row("no HTTP", MALFORMED, m -> Turn.raw("220 mail.test ESMTP\r\n")),
                new Row(
                        "the alert of a TLS server",
                        MALFORMED,
                        m -> Turn.raw("\u0015\u0003\u0003\u0000\u0002\u0002P\r\n")),
                new Row(
                        "chunks without numbers",
                        MALFORMED,
                        m -> Turn.raw("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n"
                                + "transfer-encoding: chunked\r\n\r\nxyz\r\n{}\r\n")),
                new Row(
                        "a length that is no number",
                        MALFORMED,
                        m -> Turn.raw(
                                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: many\r\n\r\n{}")),
                new Row("headers of 1 MB", MALFORMED, m -> m.answer().header("x-much", "x".repeat(1 << 20)))));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("rows")
    void a_connection_that_breaks_before_any_text_is_told_from_one_that_talks_nonsense(Row row, Manner manner) {
        try (MisbehavingServer server = new MisbehavingServer(row.turn().apply(manner))) {
            Ending ending = ask(manner, server);
            ending.assertFails(row.failure(), 1);
            assertThat(ending.thrown().isRetryable()).isEqualTo(row.failure() == UNREACHABLE);
            assertThat(ending.spoken()).isEmpty();
            assertThat(server.calls()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void nobody_listens(Manner manner) {
        MisbehavingServer gone = new MisbehavingServer();
        gone.close();
        ask(manner, gone).assertFails(UNREACHABLE, 1);
    }

    @ParameterizedTest
    @EnumSource
    void the_door_is_slammed(Manner manner) {
        try (MisbehavingServer server = new MisbehavingServer()) {
            ask(manner, server).assertFails(UNREACHABLE, 1);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    /** A label of 64 characters can't be asked for, so nothing leaves this machine. */
    @ParameterizedTest
    @EnumSource
    void the_name_is_unknown(Manner manner) {
        Ending ending = ask(manner, "http://" + "x".repeat(64) + ".invalid/v1");
        ending.assertFails(UNREACHABLE, 1);
        assertThat(ending.thrown()).hasMessageEndingWith(".invalid can't be resolved.");
    }

    @ParameterizedTest
    @EnumSource
    void a_server_that_says_nothing_runs_out_of_time(Manner manner) {
        try (MisbehavingServer server = new MisbehavingServer(Turn.silence())) {
            ask(manner, server, "timeout", "1s").assertFails(TIMEOUT, 1);
            assertThat(server.calls()).isLessThan(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_server_that_says_nothing_after_its_headers_runs_out_of_time(Manner manner) {
        try (MisbehavingServer server = new MisbehavingServer(manner.answer().upTo(0, Turn.silence()))) {
            Ending ending = ask(manner, server, "timeout", "1s");
            ending.assertFails(TIMEOUT, 1);
            assertThat(server.calls()).isLessThan(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_reset_after_the_body_comes_too_late_to_matter(Manner manner) {
        try (MisbehavingServer server = new MisbehavingServer(manner.answer().then(Turn.reset()))) {
            ask(manner, server).assertAnswers("Hello there");
        }
    }

    @ParameterizedTest
    @EnumSource(names = ".*STREAMED", mode = EnumSource.Mode.MATCH_ALL)
    void a_stream_that_breaks_after_its_first_word_keeps_the_text_and_is_not_repeated(Manner manner) {
        int spoken = manner.bytesAfterFirstPiece();
        for (Turn broken : new Turn[] {
            manner.answer().cutAfter(spoken),
            manner.answer().upTo(spoken, Turn.reset()),
            manner.answer().untilClose().cutAfter(spoken)
        }) {
            try (MisbehavingServer server = new MisbehavingServer(broken)) {
                Ending ending = ask(manner, server, "max_retries", "2", "max_retry_wait", "1ms");
                ending.assertFails(MALFORMED, 1);
                assertThat(ending.response().content()).isEqualTo("Hello").isEqualTo(ending.spoken());
                assertThat(server.calls()).isEqualTo(1);
            }
        }
    }
}
