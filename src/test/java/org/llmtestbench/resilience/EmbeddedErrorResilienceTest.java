package org.llmtestbench.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.provider.Failure.AUTHENTICATION;
import static org.llmtestbench.provider.Failure.CONTEXT_LENGTH_EXCEEDED;
import static org.llmtestbench.provider.Failure.INVALID_REQUEST;
import static org.llmtestbench.provider.Failure.RATE_LIMITED;
import static org.llmtestbench.provider.Failure.UNAVAILABLE;

import io.quarkus.test.junit.QuarkusTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtestbench.provider.Failure;

/** Answers with status 200 that have an error inside: an empty one, or one on the choice. */
@QuarkusTest
class EmbeddedErrorResilienceTest extends Misbehaving {
    private static final String APERTIS = "{\"message\":\"\",\"type\":\"\",\"param\":\"\",\"code\":null}";

    static Stream<Arguments> emptyErrors() {
        return inEveryManner(Stream.of(
                "null",
                "false",
                "0",
                "0.0",
                "\"\"",
                "\" \"",
                "[]",
                "[null]",
                "{}",
                "{\"message\":null,\"code\":0}",
                "{\"message\":\"\",\"details\":{\"error_code\":\"\"},\"errors\":[]}",
                APERTIS));
    }

    /** Adds a member to every JSON object at the beginning of a line. */
    private static String withMember(String json, String member) {
        return json.replaceAll("(?m)^((?:data: )?\\{)", "$1" + member + ",");
    }

    @ParameterizedTest
    @MethodSource("emptyErrors")
    void an_empty_error_member_beside_an_answer_is_ignored(String error, Manner manner) {
        Wording wording = manner.wording();
        String member = "\"error\":" + error;
        Reply reply = manner.streamed()
                ? Reply.events(withMember(wording.stream("Hello", " there"), member))
                : Reply.json(200, withMember(wording.whole("Hello there"), member));
        try (MisbehavingServer server = new MisbehavingServer(reply)) {
            ask(manner, server, "max_retries", "2").assertAnswers("Hello there");
            assertThat(server.calls()).isEqualTo(1);
        }
    }

    static Stream<Arguments> errors() {
        return inEveryManner(Stream.of("true", "1", "\"broken\"", "[1]", "{\"code\":500}", "{\"message\":\"broken\"}"));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void an_error_member_with_content_beside_an_answer_is_an_error(String error, Manner manner) {
        Wording wording = manner.wording();
        String member = "\"error\":" + error;
        Reply reply = manner.streamed()
                ? Reply.events(wording.beginning()
                        + wording.piece("Hello")
                        + withMember(wording.piece(" there"), member)
                        + wording.ending("9", "2")
                        + wording.terminator())
                : Reply.json(200, withMember(wording.whole("Hello there"), member));
        try (MisbehavingServer server = new MisbehavingServer(reply)) {
            ask(manner, server).assertFails(UNAVAILABLE, 1);
        }
    }

    private record ChoiceError(String code, String message, Failure failure) {}

    static Stream<Arguments> errorsOfChoices() {
        return Stream.of(
                        new ChoiceError("429", "rate limited upstream", RATE_LIMITED),
                        new ChoiceError(
                                "400", "prompt is too long: 1284668 tokens > 1000000 maximum", CONTEXT_LENGTH_EXCEEDED),
                        new ChoiceError("400", "no such parameter", INVALID_REQUEST),
                        new ChoiceError("401", "no auth credentials found", AUTHENTICATION),
                        new ChoiceError("504", "upstream timed out", UNAVAILABLE),
                        new ChoiceError("\"server_error\"", "upstream broke", UNAVAILABLE),
                        new ChoiceError("null", "no reason", UNAVAILABLE))
                .flatMap(error -> Stream.of("\"stop\"", "\"error\"", "\"length\"", "\"\"", "null")
                        .map(reason -> Arguments.of(error, reason)));
    }

    private static String choice(String said, String reason, ChoiceError error) {
        return "{\"id\":\"id-1\",\"model\":\"a-model\",\"choices\":[{\"index\":0,%s,\"finish_reason\":%s,\"error\":{\"code\":%s,\"message\":\"%s\"}}]}"
                .formatted(said, reason, error.code(), error.message());
    }

    @ParameterizedTest
    @MethodSource("errorsOfChoices")
    void an_error_on_the_choice_of_a_whole_answer_has_its_class_and_words(ChoiceError error, String reason) {
        String body = choice("\"message\":{\"role\":\"assistant\",\"content\":\"part\"}", reason, error);
        try (MisbehavingServer server = new MisbehavingServer(Reply.json(200, body))) {
            Ending ending = ask(Manner.OPENAI_WHOLE, server);
            ending.assertFails(error.failure(), 1);
            assertThat(ending.thrown()).hasMessageContaining(error.message());
            assertThat(ending.response().content()).isEqualTo("part");
        }
    }

    @ParameterizedTest
    @MethodSource("errorsOfChoices")
    void an_error_on_the_choice_of_a_stream_has_its_class_and_words(ChoiceError error, String reason) {
        String event = "data: " + choice("\"delta\":{\"content\":\"\"}", reason, error) + "\n\n";
        Wording wording = Wording.OPENAI;
        String late = wording.beginning() + wording.piece("Hel") + event + wording.ending("9", "1");
        try (MisbehavingServer server = new MisbehavingServer(Reply.events(late + wording.terminator()))) {
            Ending ending = ask(Manner.OPENAI_STREAMED, server, "max_retries", "2");
            ending.assertFails(error.failure(), 1);
            assertThat(ending.thrown()).hasMessageContaining(error.message());
            assertThat(ending.response().content()).isEqualTo("Hel");
            assertThat(server.calls()).isEqualTo(1);
        }
        int requests = error.failure().isRetryable() ? 2 : 1;
        Reply early = Reply.events(event + wording.terminator()).header("retry-after-ms", "1");
        try (MisbehavingServer server = new MisbehavingServer(early)) {
            ask(Manner.OPENAI_STREAMED, server, "max_retries", "1").assertFails(error.failure(), requests);
            assertThat(server.calls()).isEqualTo(requests);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "\"\"", "false", APERTIS})
    void an_empty_error_on_the_choice_is_ignored(String error) {
        String member = "\"index\":0,\"error\":" + error;
        Wording wording = Wording.OPENAI;
        String stream = wording.stream("Hello", " there").replace("\"index\":0", member);
        try (MisbehavingServer server = new MisbehavingServer(Reply.events(stream))) {
            ask(Manner.OPENAI_STREAMED, server).assertAnswers("Hello there");
        }
        String whole = wording.whole("Hello there").replace("\"index\":0", member);
        try (MisbehavingServer server = new MisbehavingServer(Reply.json(200, whole))) {
            ask(Manner.OPENAI_WHOLE, server).assertAnswers("Hello there");
        }
    }
}
