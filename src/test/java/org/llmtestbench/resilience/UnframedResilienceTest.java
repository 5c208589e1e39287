package org.llmtestbench.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.provider.Failure.CONTEXT_LENGTH_EXCEEDED;
import static org.llmtestbench.provider.Failure.MALFORMED;
import static org.llmtestbench.provider.Failure.QUOTA_EXHAUSTED;
import static org.llmtestbench.provider.Failure.RATE_LIMITED;
import static org.llmtestbench.provider.Failure.UNAVAILABLE;

import io.quarkus.test.junit.QuarkusTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.llmtestbench.provider.Failure;

/** Streams with heartbeats, and with errors that do not come as events. */
@QuarkusTest
class UnframedResilienceTest extends Misbehaving {
    private static Stream<Manner> streamed() {
        return Stream.of(Manner.values()).filter(Manner::streamed);
    }

    private static Stream<Arguments> inEveryStream(Stream<?> rows) {
        return rows.flatMap(row -> streamed().map(manner -> Arguments.of(row, manner)));
    }

    static Stream<Arguments> heartbeats() {
        return inEveryStream(Stream.of(
                "data:\n\n",
                "data: \n\n",
                "data\n\n",
                "data:\ndata:\n\n",
                "event: ping\ndata:\n\n",
                "event: ping\ndata\n\n",
                "event: ping\ndata: 2026-01-01 00:00:00\n\n",
                "event: heartbeat\ndata: 1\n\n",
                "event: keep-alive\ndata: ok\n\n",
                "event: ping\n\n"));
    }

    @ParameterizedTest
    @MethodSource("heartbeats")
    void a_heartbeat_is_ignored_wherever_it_comes(String heartbeat, Manner manner) {
        Wording wording = manner.wording();
        for (String lineEnd : new String[] {"\n", "\r\n", "\r"}) {
            String stream = heartbeat
                    + wording.beginning()
                    + heartbeat
                    + wording.piece("Hello")
                    + heartbeat
                    + wording.piece(" there")
                    + heartbeat
                    + wording.ending("9", "2")
                    + heartbeat
                    + wording.terminator()
                    + heartbeat;
            Reply reply = Reply.events(stream.replace("\n", lineEnd));
            for (int size : new int[] {1, 1 << 16}) {
                try (MisbehavingServer server = new MisbehavingServer(reply.inPieces(size))) {
                    ask(manner, server).assertAnswers("Hello there");
                    assertThat(server.calls()).isEqualTo(1);
                }
            }
        }
    }

    /**
     * @param text what comes in place of an event
     * @param failure what it means
     * @param words what the message says of it
     */
    private record Row(String text, Failure failure, String words) {}

    private static final String TOO_LONG =
            "the request exceeds the available context size. try increasing the context size or enable context shift";

    static Stream<Arguments> errors() {
        return inEveryStream(Stream.of(
                new Row(
                        "error: {\"code\":500,\"message\":\"slot crashed\",\"type\":\"server_error\"}",
                        UNAVAILABLE,
                        "slot crashed"),
                new Row("error:{\"code\":429,\"message\":\"busy\",\"type\":\"x\"}", RATE_LIMITED, "busy"),
                new Row(
                        "error: {\"code\":400,\"message\":\"" + TOO_LONG + "\",\"type\":\"invalid_request_error\"}",
                        CONTEXT_LENGTH_EXCEEDED,
                        TOO_LONG),
                new Row("error: {\"error\":{\"code\":503,\"message\":\"loading\"}}", UNAVAILABLE, "loading"),
                new Row("error: {\n  \"code\": 500,\n  \"message\": \"slot crashed\"\n}", UNAVAILABLE, "slot crashed"),
                new Row("error: something broke", UNAVAILABLE, "something broke"),
                new Row("event: error\ndata: something broke", UNAVAILABLE, "something broke"),
                new Row("{\"error\":{\"message\":\"backend died\",\"code\":500}}", UNAVAILABLE, "backend died"),
                new Row("{\"error\":\"backend died\"}", UNAVAILABLE, "backend died"),
                new Row(
                        "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}",
                        UNAVAILABLE,
                        "Overloaded"),
                new Row(
                        "{\n  \"error\": {\n    \"message\": \"pay {first}\",\n    \"code\": \"insufficient_quota\"\n  }\n}",
                        QUOTA_EXHAUSTED,
                        "pay {first}"),
                new Row(
                        "data: {\n  \"error\": {\n    \"message\": \"backend died\",\n    \"code\": 500\n  }\n}",
                        UNAVAILABLE,
                        "backend died"),
                new Row("data: [{\"error\":{\"code\":429,\"message\":\"busy\"}}]", RATE_LIMITED, "busy"),
                new Row("[{\n  \"error\": {\"code\": 429, \"message\": \"busy\"}\n}\n]", RATE_LIMITED, "busy"),
                new Row(
                        "data: {\"choices\":7,\"content\":7,\"delta\":7,\"error\":{\"message\":\"broken\"}}",
                        UNAVAILABLE,
                        "broken"),
                new Row(
                        "<html>\n<head><title>502 Bad Gateway</title></head>\n\n<body>nginx</body>\n</html>",
                        MALFORMED,
                        "an HTML page, \"502 Bad Gateway\""),
                new Row("<!DOCTYPE html><title>Log in</title>", MALFORMED, "an HTML page, \"Log in\"")));
    }

    private void assertFails(Row row, Manner manner, String stream, String text) {
        for (int size : new int[] {1, 1 << 16}) {
            try (MisbehavingServer server =
                    new MisbehavingServer(Reply.events(stream).inPieces(size))) {
                Ending ending = ask(manner, server);
                ending.assertFails(row.failure(), 1);
                assertThat(ending.thrown()).hasMessageContaining(row.words());
                assertThat(ending.response().content()).isEqualTo(text).isEqualTo(ending.spoken());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("errors")
    void an_error_without_a_frame_has_its_class_and_words_in_the_middle(Row row, Manner manner) {
        Wording wording = manner.wording();
        String half = wording.beginning() + wording.pieces("Hello", " there");
        String ending = wording.ending("9", "2") + wording.terminator();
        assertFails(row, manner, half + row.text() + "\n\n" + wording.terminator(), "Hello there");
        assertFails(row, manner, half + row.text() + "\n\n" + ending, "Hello there");
        assertFails(row, manner, half + row.text() + "\n" + ending, "Hello there");
        assertFails(row, manner, half + row.text(), "Hello there");
        assertFails(row, manner, half.stripTrailing() + "\n" + row.text() + "\n\n" + ending, "Hello there");
    }

    @ParameterizedTest
    @MethodSource("errors")
    void an_error_without_a_frame_has_its_class_and_words_at_the_start(Row row, Manner manner) {
        for (String first : new String[] {
            "", "\n", ": PROCESSING\n\n", "data:\n\n", manner.wording().beginning()
        }) {
            assertFails(row, manner, first + row.text() + "\n\n", "");
            assertFails(row, manner, first + row.text(), "");
            assertFails(
                    row, manner, first + row.text() + "\n\n" + manner.wording().terminator(), "");
        }
    }

    @ParameterizedTest
    @MethodSource("streamed")
    void an_error_without_a_frame_is_not_repeated_after_the_first_token(Manner manner) {
        String error = "error: {\"code\":503,\"message\":\"busy\"}\n\n";
        String half = manner.wording().beginning() + manner.wording().piece("Hello");
        Reply late = Reply.events(half + error).header("retry-after-ms", "1");
        try (MisbehavingServer server = new MisbehavingServer(late)) {
            ask(manner, server, "max_retries", "2").assertFails(UNAVAILABLE, 1);
            assertThat(server.calls()).isEqualTo(1);
        }
        Reply early = Reply.events(error).header("retry-after-ms", "1");
        try (MisbehavingServer server = new MisbehavingServer(early, manner.answer())) {
            ask(manner, server, "max_retries", "2").assertAnswers("Hello there");
            assertThat(server.calls()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @MethodSource("streamed")
    void an_event_without_a_frame_is_read(Manner manner) {
        Wording wording = manner.wording();
        String piece = wording.piece(" there").replaceFirst("(?s).*data: ", "");
        String stream =
                wording.beginning() + wording.piece("Hello") + piece + wording.ending("9", "2") + wording.terminator();
        try (MisbehavingServer server = new MisbehavingServer(Reply.events(stream))) {
            ask(manner, server).assertAnswers("Hello there");
        }
    }
}
