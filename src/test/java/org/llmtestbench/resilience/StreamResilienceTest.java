package org.llmtestbench.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.provider.Failure.AUTHENTICATION;
import static org.llmtestbench.provider.Failure.CONTEXT_LENGTH_EXCEEDED;
import static org.llmtestbench.provider.Failure.INVALID_REQUEST;
import static org.llmtestbench.provider.Failure.MALFORMED;
import static org.llmtestbench.provider.Failure.MODEL_NOT_FOUND;
import static org.llmtestbench.provider.Failure.QUOTA_EXHAUSTED;
import static org.llmtestbench.provider.Failure.RATE_LIMITED;
import static org.llmtestbench.provider.Failure.UNAVAILABLE;
import static org.llmtestbench.provider.Failure.UNREACHABLE;

import io.quarkus.test.junit.QuarkusTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.llmtestbench.provider.Failure;

/** Streams in every odd but legal form, and streams that end as they should not. */
@QuarkusTest
class StreamResilienceTest extends Misbehaving {
    private static final String UNICODE = "Καλημέρα 바다 🥁👩‍👩‍👧 ẞ";

    static Stream<Manner> streams() {
        return Stream.of(Manner.values()).filter(Manner::streamed);
    }

    private void assertAnswers(Manner manner, String text, Turn turn) {
        try (MisbehavingServer server = new MisbehavingServer(turn)) {
            Ending ending = ask(manner, server);
            ending.assertAnswers(text);
            assertThat(ending.spoken()).isEqualTo(text);
            assertThat(server.calls()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("streams")
    void lines_may_end_in_any_way_and_bytes_may_be_cut_anywhere(Manner manner) {
        String stream = manner.wording().stream(UNICODE, "!");
        for (String lineEnd : new String[] {"\n", "\r\n", "\r"}) {
            Reply reply = Reply.events(stream.replace("\n", lineEnd));
            for (int size : new int[] {1, 2, 3, 5, 64, 100_000}) {
                assertAnswers(manner, UNICODE + "!", reply.inPieces(size));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("streams")
    void what_is_no_event_of_the_dialect_is_passed_over(Manner manner) {
        Wording wording = manner.wording();
        String noise =
                ": PROCESSING\n\n:\nid: 7\nretry: 1\n\nevent: ping\ndata: {\"type\":\"ping\"}\n\nfoo: bar\n\n\n\n";
        assertAnswers(
                manner,
                "Hello there",
                Reply.events("\uFEFF" + noise + wording.beginning() + noise + wording.piece("Hello") + noise
                        + wording.piece(" there") + noise + wording.ending("9", "2") + noise + wording.terminator()));
    }

    @ParameterizedTest
    @MethodSource("streams")
    void an_event_of_an_unknown_name_is_passed_over(Manner manner) {
        String unknown = "event: news.from_the_future\ndata: {\"type\":\"news.from_the_future\",\"n\":1}\n\n";
        assertAnswers(manner, "Hello", Reply.events(unknown + manner.wording().stream("Hello") + unknown));
    }

    @ParameterizedTest
    @MethodSource("streams")
    void nothing_after_the_terminator_matters(Manner manner) {
        Wording wording = manner.wording();
        String stream = wording.stream("Hello");
        assertAnswers(manner, "Hello", Reply.events(stream + wording.terminator() + wording.terminator()));
        assertAnswers(manner, "Hello", Reply.events(stream + wording.piece(" again") + "data: {nonsense\n\n"));
        assertAnswers(manner, "Hello", Reply.events(stream + wording.errorEvent("server_error", null, "Too late.")));
        assertAnswers(manner, "Hello", Reply.events(stream + stream).upTo(stream.length(), Turn.silence()));
        assertAnswers(manner, "Hello", Reply.events(stream + stream).upTo(stream.length() + 9, Turn.reset()));
    }

    @ParameterizedTest
    @MethodSource("streams")
    void the_last_event_needs_no_blank_line(Manner manner) {
        String stream = manner.wording().stream("Hello");
        assertAnswers(manner, "Hello", Reply.events(stream.stripTrailing()));
        assertAnswers(manner, "Hello", Reply.events(stream.stripTrailing() + "\n"));
        assertAnswers(manner, "Hello", Reply.events(stream.stripTrailing()).untilClose());
    }

    @ParameterizedTest
    @MethodSource("streams")
    void a_stream_that_ends_without_its_end_is_malformed_and_keeps_its_text(Manner manner) {
        Wording wording = manner.wording();
        String half = wording.beginning() + wording.pieces("Hello", " there");
        for (String stream : new String[] {half, half + "data: {\"id\":\"id-1\",\"choi", half + ": bye\n\n"}) {
            try (MisbehavingServer server = new MisbehavingServer(Reply.events(stream))) {
                Ending ending = ask(manner, server, "max_retries", "2", "max_retry_wait", "1ms");
                ending.assertFails(MALFORMED, 1);
                assertThat(ending.thrown().isRetryable()).isFalse();
                assertThat(ending.response().content()).isEqualTo("Hello there").isEqualTo(ending.spoken());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("streams")
    void a_stream_that_ends_before_it_spoke_may_be_repeated(Manner manner) {
        for (String stream : new String[] {manner.wording().beginning(), ": PROCESSING\n\n"}) {
            try (MisbehavingServer server = new MisbehavingServer(Reply.events(stream))) {
                Ending ending = ask(manner, server);
                ending.assertFails(UNREACHABLE, 1);
                assertThat(ending.thrown().isRetryable()).isTrue();
            }
        }
    }

    /** Only where the dialect's terminator is often left out, and a reason to stop was given. */
    @ParameterizedTest
    @EnumSource(names = {"OPENAI_STREAMED", "ANTHROPIC_STREAMED"})
    void a_reason_to_stop_is_the_end_where_servers_forget_the_terminator(Manner manner) {
        Wording wording = manner.wording();
        Reply reply = Reply.events(wording.beginning() + wording.piece("Hello") + wording.ending("9", "2"));
        try (MisbehavingServer server = new MisbehavingServer(reply)) {
            Ending ending = ask(manner, server);
            assertThat(ending.failure()).isEqualTo(wording == Wording.OPENAI ? null : MALFORMED);
            assertThat(ending.response().content()).isEqualTo("Hello");
        }
    }

    private record Row(String type, String code, String message, Failure failure) {}

    static Stream<Arguments> errors() {
        return inEveryManner(Stream.of(
                new Row("server_error", null, "We are sorry.", UNAVAILABLE),
                new Row("overloaded_error", null, "Overloaded", UNAVAILABLE),
                new Row("server_error", "server_is_overloaded", "Overloaded", UNAVAILABLE),
                new Row("api_error", null, "Internal server error", UNAVAILABLE),
                new Row("timeout_error", null, "Took too long.", UNAVAILABLE),
                new Row("something_new", null, "Who knows.", UNAVAILABLE),
                new Row(null, "502", "Upstream failed.", UNAVAILABLE),
                new Row("rate_limit_error", null, "Too fast.", RATE_LIMITED),
                new Row("tokens", "rate_limit_exceeded", "Too fast.", RATE_LIMITED),
                new Row(null, "429", "Too fast.", RATE_LIMITED),
                new Row("insufficient_quota", "insufficient_quota", "Pay.", QUOTA_EXHAUSTED),
                new Row("rate_limit_error", "enforced_spend_limit_reached", "Pay.", QUOTA_EXHAUSTED),
                new Row("billing_error", null, "Pay.", QUOTA_EXHAUSTED),
                new Row("invalid_request_error", "context_length_exceeded", "Too long.", CONTEXT_LENGTH_EXCEEDED),
                new Row("invalid_request_error", null, "prompt is too long: 9 > 8", CONTEXT_LENGTH_EXCEEDED),
                new Row("invalid_request_error", null, "No such field.", INVALID_REQUEST),
                new Row("authentication_error", null, "Who are you?", AUTHENTICATION),
                new Row("not_found_error", null, "model: a-model", MODEL_NOT_FOUND)));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void an_error_in_place_of_an_answer_means_what_its_status_would(Row row, Manner manner) {
        Reply reply = manner.errorInside(row.type(), row.code(), row.message()).header("retry-after-ms", "1");
        int requests = row.failure().isRetryable() ? 2 : 1;
        try (MisbehavingServer server = new MisbehavingServer(reply)) {
            Ending ending = ask(manner, server, "max_retries", "1");
            ending.assertFails(row.failure(), requests);
            assertThat(server.calls()).isEqualTo(requests);
        }
    }

    static Stream<Arguments> errorsInStreams() {
        return errors().filter(row -> ((Manner) row.get()[1]).streamed());
    }

    @ParameterizedTest
    @MethodSource("errorsInStreams")
    void an_error_after_the_first_word_means_the_same_but_is_never_repeated(Row row, Manner manner) {
        Wording wording = manner.wording();
        Reply reply = Reply.events(wording.beginning()
                        + wording.piece("Hello")
                        + wording.errorEvent(row.type(), row.code(), row.message()))
                .header("retry-after-ms", "1");
        try (MisbehavingServer server = new MisbehavingServer(reply)) {
            Ending ending = ask(manner, server, "max_retries", "1");
            ending.assertFails(row.failure(), 1);
            assertThat(ending.response().content()).isEqualTo("Hello").isEqualTo(ending.spoken());
            assertThat(server.calls()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("streams")
    void an_event_that_is_no_json_is_malformed(Manner manner) {
        Wording wording = manner.wording();
        Reply reply =
                Reply.events(wording.beginning() + wording.piece("Hello") + "data: <html>\n\n" + wording.terminator());
        try (MisbehavingServer server = new MisbehavingServer(reply)) {
            Ending ending = ask(manner, server);
            ending.assertFails(MALFORMED, 1);
            assertThat(ending.response().content()).isEqualTo("Hello");
        }
    }
}
