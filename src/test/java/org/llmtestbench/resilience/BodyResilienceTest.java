package org.llmtestbench.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.provider.Failure.MALFORMED;
import static org.llmtestbench.provider.Failure.UNAVAILABLE;

import io.quarkus.test.junit.QuarkusTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Status 200 with something else than an answer, and with an answer in odd clothes. */
@QuarkusTest
class BodyResilienceTest extends Misbehaving {
    private static final String PAGE = "<!doctype html><html><title>Log in</title></html>";

    /** Bodies that are no answer, and the types they come as; null for none. */
    static Stream<Arguments> nonsense() {
        String[] bodies = {
            "",
            " \n\n ",
            PAGE,
            "{",
            "{\"id\":\"id-1\",\"choices\":[{\"index\":0,\"message\":{\"content\":\"Hel",
            "{\"hello\":\"there\"}",
            "{\"choices\":[],\"content\":[]}",
            "{\"choices\":\"none\",\"content\":7}",
            "[]",
            "\"Hello\"",
            "null",
            "42",
            "[".repeat(20_000),
            "\u0000\uFFFE",
            "Hello!"
        };
        return Stream.of(bodies)
                .flatMap(body -> Stream.of(Manner.values())
                        .flatMap(manner -> Stream.of("application/json", "text/html", "text/event-stream", "none")
                                .map(type -> Arguments.of(body, type, manner))));
    }

    @ParameterizedTest
    @MethodSource("nonsense")
    void what_is_no_answer_is_malformed_and_not_paid_for_again(String body, String type, Manner manner) {
        Reply reply = Reply.status(200).body(body).header("retry-after-ms", "1");
        Reply typed = type.equals("none") ? reply : reply.header("content-type", type);
        try (MisbehavingServer server = new MisbehavingServer(typed)) {
            Ending ending = ask(manner, server, "max_retries", "1", "max_retry_wait", "700ms");
            ending.assertFails(MALFORMED, 1);
            assertThat(ending.thrown().isRetryable()).isFalse();
            assertThat(ending.spoken()).isEmpty();
            assertThat(server.calls()).isEqualTo(1);
        }
    }

    static Stream<Arguments> types() {
        return inEveryManner(Stream.of(
                "application/json; charset=utf-8",
                "text/event-stream; charset=utf-8",
                "TEXT/EVENT-STREAM",
                "text/plain",
                "application/octet-stream",
                "application/x-ndjson",
                "no type",
                "none"));
    }

    private static Reply typed(String body, String type) {
        Reply reply = Reply.status(200).body(body);
        return type.equals("none") ? reply : reply.header("content-type", type);
    }

    @ParameterizedTest
    @MethodSource("types")
    void a_whole_answer_is_known_by_what_it_holds_and_not_by_its_type(String type, Manner manner) {
        try (MisbehavingServer server =
                new MisbehavingServer(typed("\r\n\n" + manner.wording().whole("Hello there"), type))) {
            ask(manner, server).assertAnswers("Hello there");
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void a_stream_is_known_by_what_it_holds_and_not_by_its_type(String type, Manner manner) {
        String stream = "\n: hello\n\n" + manner.wording().stream("Hello", " there");
        try (MisbehavingServer server = new MisbehavingServer(typed(stream, type))) {
            Ending ending = ask(manner, server);
            if (manner.streamed()) {
                ending.assertAnswers("Hello there");
            } else {
                ending.assertFails(MALFORMED, 1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_error_in_place_of_a_whole_answer_is_understood_in_any_shape(Manner manner) {
        for (String error : new String[] {
            "{\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}",
            "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}",
            "{\"error\":\"Overloaded\"}"
        }) {
            for (Reply reply : new Reply[] {Reply.json(200, error), Reply.events("data: " + error + "\n\n")}) {
                try (MisbehavingServer server =
                        new MisbehavingServer(manner.streamed() ? reply : Reply.json(200, error))) {
                    ask(manner, server).assertFails(UNAVAILABLE, 1);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void every_way_to_hand_over_a_body_is_understood(Manner manner) {
        Turn[] distinctProviders = {
            manner.answer().gzipped(),
            manner.answer().chunked().gzipped().inPieces(1),
            manner.answer().untilClose(),
            manner.answer().untilClose().inPieces(7),
            manner.answer().chunked().inPieces(1),
            Turn.raw("HTTP/1.1 103 Early Hints\r\nlink: <x>\r\n\r\n").then(manner.answer()),
            Turn.raw("HTTP/1.1 100 Continue\r\n\r\n").then(manner.answer())
        };
        for (Turn way : distinctProviders) {
            try (MisbehavingServer server = new MisbehavingServer(way)) {
                ask(manner, server).assertAnswers("Hello there");
                assertThat(server.calls()).isEqualTo(1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_character_may_be_cut_anywhere(Manner manner) {
        Wording wording = manner.wording();
        String text = "naïve — Καλημέρα 바다 🥁";
        Reply answer = manner.streamed() ? Reply.events(wording.stream(text)) : Reply.json(200, wording.whole(text));
        for (int size : new int[] {1, 2, 3, 5}) {
            try (MisbehavingServer server = new MisbehavingServer(answer.inPieces(size))) {
                ask(manner, server).assertAnswers(text);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_body_that_is_not_compressed_as_it_says_is_malformed_and_the_encoding_is_named(Manner manner) {
        Reply plain = manner.answer();
        byte[] damaged = {31, (byte) 139, 8, 0, 0, 0, 0, 0, 0, 3, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6};
        for (Reply reply : new Reply[] {
            plain.header("content-encoding", "gzip"),
            plain.header("content-encoding", "GZip").body(damaged),
            plain.header("content-encoding", "deflate").body(damaged)
        }) {
            try (MisbehavingServer server = new MisbehavingServer(reply)) {
                Ending ending = ask(manner, server, "max_retries", "1");
                ending.assertFails(MALFORMED, 1);
                assertThat(ending.thrown().getMessage())
                        .startsWith("The body from 127.0.0.1:")
                        .contains(" can't be decoded as its Content-Encoding (gzip or deflate) says: ");
                assertThat(server.calls()).isEqualTo(1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_encoding_that_is_unknown_here_is_named(Manner manner) {
        byte[] zstd = {40, (byte) 181, 47, (byte) 253, 4, 0, 1, 0, 0, (byte) 153, (byte) 233, (byte) 216, 81};
        byte[] brotli = {(byte) 139, 2, (byte) 128, 72, 101, 108, 108, 111, 3};
        for (Object[] row : new Object[][] {{"zstd", zstd}, {"br", brotli}, {"gzip, br", brotli}, {"compress", zstd}}) {
            Reply encoded =
                    manner.answer().header("content-encoding", (String) row[0]).body((byte[]) row[1]);
            try (MisbehavingServer server = new MisbehavingServer(encoded)) {
                Ending ending = ask(manner, server, "max_retries", "1");
                ending.assertFails(MALFORMED, 1);
                assertThat(ending.thrown())
                        .hasMessage("The Content-Encoding of the body, " + row[0] + ", can't be decoded.");
                assertThat(ending.thrown().hint().orElseThrow()).startsWith("gzip and deflate can be decoded: ");
                assertThat(server.calls()).isEqualTo(1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_encoding_that_is_named_and_not_used_costs_no_answer(Manner manner) {
        for (String name : new String[] {"identity", "utf-8", "br"}) {
            try (MisbehavingServer server =
                    new MisbehavingServer(manner.answer().header("content-encoding", name))) {
                ask(manner, server).assertAnswers("Hello there");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_encoded_error_keeps_the_failure_of_its_status(Manner manner) {
        byte[] brotli = {(byte) 139, 2, (byte) 128, 72, 101, 108, 108, 111, 3};
        try (MisbehavingServer server = new MisbehavingServer(
                Reply.json(503, "").header("content-encoding", "br").body(brotli))) {
            Ending ending = ask(manner, server);
            ending.assertFails(UNAVAILABLE, 1);
            assertThat(ending.thrown().getMessage()).matches("[ -~]+");
        }
    }

    static Stream<Arguments> counts() {
        return inEveryManner(Stream.of(
                "-1",
                "-99999",
                "999999999999",
                "9223372036854775807",
                "-9223372036854775808",
                "9e99",
                "99999999999999999999999",
                "\"many\"",
                "{}",
                "[]",
                "null",
                "true"));
    }

    @ParameterizedTest
    @MethodSource("counts")
    void token_counts_that_can_not_be_right_are_estimated_with_a_warning(String count, Manner manner) {
        Wording wording = manner.wording();
        Reply reply = manner.streamed()
                ? Reply.events(wording.beginning()
                        + wording.pieces("Hello")
                        + wording.ending("9", count)
                        + wording.terminator())
                : Reply.json(200, wording.whole("Hello", "9", count));
        try (MisbehavingServer server = new MisbehavingServer(reply)) {
            Ending ending = ask(manner, server);
            ending.assertAnswers("Hello");
            assertThat(ending.response().usage().estimated()).isTrue();
            assertThat(ending.response().usage().completion()).isBetween(1L, 5L);
            assertThat(ending.response().warnings()).anyMatch(warning -> warning.endsWith("; it is estimated."));
        }
    }
}
