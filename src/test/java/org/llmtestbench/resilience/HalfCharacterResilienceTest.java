package org.llmtestbench.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.llmtestbench.provider.Failure;

/** A character outside the first 65,536 is two escapes in JSON, and some servers cut between them. */
@QuarkusTest
class HalfCharacterResilienceTest extends Misbehaving {
    private static final String HIGH = "\\ud83d";
    private static final String LOW = "\\ude00";

    private record Row(String text, String... pieces) {}

    static Stream<Arguments> rows() {
        return Stream.of(
                        new Row("a😀b", "a" + HIGH, LOW + "b"),
                        new Row("😀", HIGH, LOW),
                        new Row("😀😀", HIGH, LOW + HIGH, LOW),
                        new Row("a😀b", "a" + HIGH, "", "", LOW + "b"),
                        new Row("a\uFFFD", "a" + HIGH),
                        new Row("\uFFFD", HIGH),
                        new Row("\uFFFDa", LOW + "a"),
                        new Row("a\uFFFDb", "a" + HIGH, "b"),
                        new Row("a\uFFFD\uFFFDb", "a" + HIGH, "", HIGH + "b"),
                        new Row("\uFFFD\uFFFD", LOW, HIGH),
                        new Row("\uFFFD😀", HIGH + HIGH + LOW))
                .flatMap(row -> Stream.of(Manner.values()).map(manner -> Arguments.of(manner, row.text, row.pieces)));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void halves_in_two_pieces_are_one_character_and_a_half_alone_is_replaced(
            Manner manner, String text, String... pieces) {
        Wording wording = manner.wording();
        Reply reply = manner.streamed()
                ? Reply.events(wording.stream(pieces))
                : Reply.json(200, wording.whole(String.join("", pieces)));
        try (MisbehavingServer server = new MisbehavingServer(reply)) {
            Ending ending = ask(manner, server);
            ending.assertAnswers(text);
            assertThat(ending.spoken()).isEqualTo(manner.streamed() ? text : "");
            assertThat(server.calls()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = ".*STREAMED", mode = EnumSource.Mode.MATCH_ALL)
    void a_stream_that_breaks_off_hands_over_its_last_half(Manner manner) {
        Wording wording = manner.wording();
        try (MisbehavingServer server =
                new MisbehavingServer(Reply.events(wording.beginning() + wording.piece("a" + HIGH)))) {
            Ending ending = ask(manner, server);
            ending.assertFails(Failure.MALFORMED, 1);
            assertThat(ending.spoken()).isEqualTo("a\uFFFD");
            assertThat(ending.response().content()).isEqualTo("a\uFFFD");
        }
    }

    @ParameterizedTest
    @EnumSource(names = ".*STREAMED", mode = EnumSource.Mode.MATCH_ALL)
    void half_a_character_is_a_first_token_so_nothing_is_sent_again(Manner manner) {
        Wording wording = manner.wording();
        try (MisbehavingServer server =
                new MisbehavingServer(Reply.events(wording.beginning() + wording.piece(HIGH)), manner.answer())) {
            Ending ending = ask(manner, server, "max_retries", "2");
            ending.assertFails(Failure.MALFORMED, 1);
            assertThat(ending.response().timings().ttft()).isNotNull();
            assertThat(server.calls()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void no_half_is_left_in_the_words_of_an_error(Manner manner) {
        Reply refusal = Reply.json(400, manner.wording().error("invalid_request_error", null, "no " + HIGH + " here"));
        try (MisbehavingServer server =
                new MisbehavingServer(refusal, manner.errorInside("overloaded_error", null, LOW + "!"))) {
            assertThat(ask(manner, server).thrown()).message().endsWith(": no \uFFFD here");
            assertThat(ask(manner, server).thrown()).message().endsWith(": \uFFFD!");
        }
    }

    @ParameterizedTest
    @EnumSource
    void no_half_is_left_in_names(Manner manner) {
        String good = manner.streamed()
                ? manner.wording().stream("Hello")
                : manner.wording().whole("Hello");
        String odd = good.replace("id-1", "id" + HIGH)
                .replace("a-model", LOW + "model")
                .replace("\"stop\"", "\"st" + HIGH + "op\"")
                .replace("end_turn", "st" + HIGH + "op");
        try (MisbehavingServer server =
                new MisbehavingServer(manner.streamed() ? Reply.events(odd) : Reply.json(200, odd))) {
            Ending ending = ask(manner, server);
            assertThat(ending.response().id()).isEqualTo("id\uFFFD");
            assertThat(ending.response().responseModel()).isEqualTo("\uFFFDmodel");
            assertThat(ending.response().rawFinishReason()).isEqualTo("st\uFFFDop");
            assertThat(ending.response().warnings())
                    .contains("The provider gave no finish reason that is known: st\uFFFDop.");
        }
    }
}
