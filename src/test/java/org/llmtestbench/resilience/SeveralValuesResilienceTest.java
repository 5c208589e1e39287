package org.llmtestbench.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.provider.Failure.MALFORMED;
import static org.llmtestbench.provider.Failure.RATE_LIMITED;
import static org.llmtestbench.provider.Failure.UNAVAILABLE;

import io.quarkus.test.junit.QuarkusTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several JSON values where one is expected, in an event and in a whole body: no text is lost without a failure. */
@QuarkusTest
class SeveralValuesResilienceTest extends Misbehaving {
    private static Stream<Arguments> inEveryStream(Stream<?> rows) {
        return rows.flatMap(
                row -> Stream.of(Manner.values()).filter(Manner::streamed).map(manner -> Arguments.of(row, manner)));
    }

    /** The data of an event of one line. */
    private static String data(String event) {
        return event.replaceFirst("(?s)^.*?data: ", "").strip();
    }

    private static String withData(String event, String data) {
        return event.replace(data(event), data);
    }

    static Stream<Arguments> separators() {
        return inEveryStream(Stream.of("", " ", "\t", "\ndata: ", "\ndata:", "\ndata\ndata: "));
    }

    @ParameterizedTest
    @MethodSource("separators")
    void values_that_share_an_event_are_all_read(String separator, Manner manner) {
        Wording wording = manner.wording();
        String first = wording.piece("Hello");
        String joined =
                data(first) + separator + data(wording.piece(" big")) + separator + data(wording.piece(" world"));
        String stream = wording.beginning() + withData(first, joined) + wording.ending("9", "2") + wording.terminator();
        for (String lineEnd : new String[] {"\n", "\r\n"}) {
            Reply reply = Reply.events(stream.replace("\n", lineEnd));
            for (int size : new int[] {1, 1 << 16}) {
                try (MisbehavingServer server = new MisbehavingServer(reply.inPieces(size))) {
                    Ending ending = ask(manner, server);
                    ending.assertAnswers("Hello big world");
                    assertThat(ending.spoken()).isEqualTo("Hello big world");
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI_STREAMED", "ANTHROPIC_STREAMED"})
    void a_stream_without_any_blank_line_is_read(Manner manner) {
        String stream = manner.wording().stream("Hello", " big", " world").replace("\n\n", "\n");
        try (MisbehavingServer server = new MisbehavingServer(Reply.events(stream))) {
            ask(manner, server).assertAnswers("Hello big world");
        }
    }

    static Stream<Arguments> junk() {
        return inEveryStream(Stream.of("junk", "{", "\ndata: junk", ",", "\u0000", "data: {}", "null"));
    }

    @ParameterizedTest
    @MethodSource("junk")
    void junk_after_the_value_of_an_event_is_malformed(String junk, Manner manner) {
        Wording wording = manner.wording();
        String event = wording.piece("Hello");
        String stream = wording.beginning()
                + withData(event, data(event) + junk)
                + wording.piece(" world")
                + wording.ending("9", "2")
                + wording.terminator();
        try (MisbehavingServer server = new MisbehavingServer(Reply.events(stream))) {
            Ending ending = ask(manner, server, "max_retries", "2");
            ending.assertFails(MALFORMED, 1);
            assertThat(ending.response().content()).isEqualTo("Hello");
            assertThat(server.calls()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("separators")
    void an_error_that_shares_an_event_with_text_has_its_class_and_words(String separator, Manner manner) {
        Wording wording = manner.wording();
        String event = wording.piece("Hello");
        String error = wording.error("rate_limit_error", null, "Too fast.");
        String stream = wording.beginning()
                + withData(event, data(event) + separator + error)
                + wording.ending("9", "2")
                + wording.terminator();
        try (MisbehavingServer server = new MisbehavingServer(Reply.events(stream))) {
            Ending ending = ask(manner, server, "max_retries", "2");
            ending.assertFails(RATE_LIMITED, 1);
            assertThat(ending.thrown()).hasMessageContaining("Too fast.");
            assertThat(ending.response().content()).isEqualTo("Hello");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\ndata: "})
    void the_terminator_may_share_an_event_with_a_chunk(String separator) {
        Wording wording = Wording.OPENAI;
        String event = wording.piece(" world");
        String stream = wording.beginning() + wording.piece("Hello")
                + withData(event, data(event) + separator + "[DONE]")
                + "data: not json\n\n";
        try (MisbehavingServer server = new MisbehavingServer(Reply.events(stream))) {
            Ending ending = ask(Manner.OPENAI_STREAMED, server);
            ending.assertAnswers("Hello world");
            assertThat(ending.response().warnings()).contains("The provider gave no finish reason.");
        }
    }

    static Stream<Arguments> bodies() {
        return inEveryMannerWith("", "\n", "\r\n", " ", "\n\n");
    }

    private static Stream<Arguments> inEveryMannerWith(String... separators) {
        return inEveryManner(Stream.of(separators));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void a_body_of_several_values_is_malformed_and_sent_once(String separator, Manner manner) {
        Wording wording = manner.wording();
        String chunks = data(wording.piece("Hello")) + separator + data(wording.piece(" world"));
        String answers = wording.whole("Hello") + separator + wording.whole(" world");
        String mixed = wording.whole("Hello") + separator + "[DONE]";
        String junk = wording.whole("Hello") + separator + "junk";
        String framed = wording.whole("Hello") + separator + wording.piece(" world");
        for (String body : new String[] {chunks, answers, mixed, junk, framed}) {
            for (String type : new String[] {"application/json", "application/x-ndjson", "text/event-stream"}) {
                Reply reply = Reply.status(200).header("content-type", type).body(body);
                try (MisbehavingServer server = new MisbehavingServer(reply)) {
                    Ending ending = ask(manner, server, "max_retries", "2");
                    ending.assertFails(MALFORMED, 1);
                    assertThat(server.calls()).isEqualTo(1);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void an_error_in_a_body_of_several_values_has_its_class_and_words(String separator, Manner manner) {
        Wording wording = manner.wording();
        String error = wording.error("rate_limit_error", null, "Too fast.");
        for (String body : new String[] {
            data(wording.piece("Hello")) + separator + error,
            wording.whole("Hello") + separator + error,
            error + separator + "data: [DONE]"
        }) {
            try (MisbehavingServer server = new MisbehavingServer(Reply.json(200, body))) {
                Ending ending = ask(manner, server);
                ending.assertFails(RATE_LIMITED, 1);
                assertThat(ending.thrown()).hasMessageContaining("Too fast.");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI_WHOLE", "ANTHROPIC_WHOLE"})
    void an_error_in_a_stream_in_place_of_a_whole_answer_has_its_class_and_words(Manner manner) {
        Wording wording = manner.wording();
        String half = wording.beginning() + wording.piece("Hello");
        for (String error : new String[] {
            wording.errorEvent("overloaded_error", null, "Overloaded"),
            "error: {\"code\":503,\"message\":\"Overloaded\"}\n\n",
            "event: error\ndata: Overloaded\n\n",
            "data: {\"error\":\"Overloaded\"}\n\n"
        }) {
            for (String stream : new String[] {error, half + error, half + error + wording.terminator()}) {
                try (MisbehavingServer server = new MisbehavingServer(Reply.events(stream))) {
                    Ending ending = ask(manner, server);
                    ending.assertFails(UNAVAILABLE, 1);
                    assertThat(ending.thrown()).hasMessageContaining("Overloaded");
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void blanks_after_the_value_are_no_value(Manner manner) {
        for (String blanks : new String[] {"\n", "\r\n\r\n", "  \t", " \n \n"}) {
            String whole = manner.wording().whole("Hello there");
            try (MisbehavingServer server = new MisbehavingServer(Reply.json(200, whole + blanks))) {
                ask(manner, server).assertAnswers("Hello there");
            }
        }
    }
}
