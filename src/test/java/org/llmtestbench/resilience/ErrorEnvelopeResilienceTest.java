package org.llmtestbench.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.provider.Failure.AUTHENTICATION;
import static org.llmtestbench.provider.Failure.CONTEXT_LENGTH_EXCEEDED;
import static org.llmtestbench.provider.Failure.INVALID_REQUEST;
import static org.llmtestbench.provider.Failure.MODEL_NOT_FOUND;
import static org.llmtestbench.provider.Failure.QUOTA_EXHAUSTED;
import static org.llmtestbench.provider.Failure.RATE_LIMITED;
import static org.llmtestbench.provider.Failure.REFUSED;
import static org.llmtestbench.provider.Failure.UNAVAILABLE;

import io.quarkus.test.junit.QuarkusTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.llmtestbench.provider.Failure;

/** An error with status 200 in the envelope of another vendor: in place of an answer, in a stream, and after some text. */
@QuarkusTest
class ErrorEnvelopeResilienceTest extends Misbehaving {
    private record Row(String body, String words, Failure failure) {}

    private static Stream<Row> rows() {
        return Stream.of(
                new Row(
                        "{\"base_resp\":{\"status_code\":1008,\"status_msg\":\"No money.\"}}",
                        "No money.",
                        QUOTA_EXHAUSTED),
                new Row(
                        "{\"id\":\"1\",\"choices\":null,\"content\":null,\"base_resp\":{\"status_code\":1027,\"status_msg\":\"No!\"}}",
                        "No!",
                        REFUSED),
                new Row("{\"base_resp\":{\"status_code\":\"2049\",\"status_msg\":\"Who?\"}}", "Who?", AUTHENTICATION),
                new Row("{\"code\":429,\"message\":\"Too fast.\"}", "Too fast.", RATE_LIMITED),
                new Row("{\"code\":1234,\"message\":\"Network error\"}", "Network error", UNAVAILABLE),
                new Row(
                        "{\"code\":20012,\"message\":\"Model does not exist.\",\"data\":null}",
                        "not exist",
                        MODEL_NOT_FOUND),
                new Row("{\"detail\":\"Invalid API Key\"}", "Invalid API Key", AUTHENTICATION),
                new Row("{\"detail\":\"Worker died.\"}", "Worker died.", UNAVAILABLE),
                new Row(
                        "{\"detail\":[{\"loc\":[\"body\",\"top_p\"],\"msg\":\"Too large.\",\"type\":\"x\"}]}",
                        "body.top_p: Too large.",
                        INVALID_REQUEST),
                new Row("{\"success\":false,\"message\":\"prompt is too long\"}", "too long", CONTEXT_LENGTH_EXCEEDED),
                new Row("{\"success\":false,\"error\":\"Broken.\"}", "Broken.", UNAVAILABLE),
                new Row(
                        "{\"errors\":[{\"message\":\"Authentication error\",\"code\":10000}]}",
                        "Authentication",
                        AUTHENTICATION),
                new Row("{\"errors\":[\"Broken.\"]}", "Broken.", UNAVAILABLE),
                new Row("{\"errorCode\":\"throttled\",\"errorMessage\":\"Slower.\"}", "Slower.", RATE_LIMITED),
                new Row(
                        "{\"error_code\":110,\"error_msg\":\"Token is invalid.\"}",
                        "Token is invalid.",
                        AUTHENTICATION),
                new Row("{\"Message\":\"Internal Server Error\"}", "Internal Server Error", UNAVAILABLE),
                new Row("{\"message\":{\"text\":\"Broken.\"},\"success\":false}", "Broken.", UNAVAILABLE),
                new Row("[{\"error\":{\"code\":503,\"message\":\"Busy.\"}}]", "Busy.", UNAVAILABLE));
    }

    static Stream<Arguments> inAnyManner() {
        return inEveryManner(rows());
    }

    private static Reply reply(Manner manner, String before, String body) {
        return manner.streamed() ? Reply.events(before + "data: " + body + "\n\n") : Reply.json(200, body);
    }

    @ParameterizedTest
    @MethodSource("inAnyManner")
    void an_error_in_another_envelope_has_its_class_and_the_servers_words(Row row, Manner manner) {
        int requests = row.failure().isRetryable() ? 2 : 1;
        try (MisbehavingServer server =
                new MisbehavingServer(reply(manner, "", row.body()).header("retry-after-ms", "1"))) {
            Ending ending = ask(manner, server, "max_retries", "1");
            ending.assertFails(row.failure(), requests);
            assertThat(ending.thrown()).hasMessageContaining(row.words()).hasMessageNotContaining("{");
            assertThat(server.calls()).isEqualTo(requests);
        }
    }

    @ParameterizedTest
    @MethodSource("inAnyManner")
    void a_request_for_a_stream_may_be_answered_with_a_whole_error(Row row, Manner manner) {
        try (MisbehavingServer server = new MisbehavingServer(Reply.json(200, row.body()))) {
            Ending ending = ask(manner, server);
            ending.assertFails(row.failure(), 1);
            assertThat(ending.thrown()).hasMessageContaining(row.words());
        }
    }

    @ParameterizedTest
    @MethodSource("inAnyManner")
    void an_error_after_some_text_ends_the_stream_and_is_not_sent_again(Row row, Manner manner) {
        if (!manner.streamed()) {
            return;
        }
        String before = manner.wording().beginning() + manner.wording().piece("Hello");
        try (MisbehavingServer server = new MisbehavingServer(reply(manner, before, row.body()))) {
            Ending ending = ask(manner, server, "max_retries", "1");
            ending.assertFails(row.failure(), 1);
            assertThat(ending.spoken()).isEqualTo("Hello");
            assertThat(server.calls()).isEqualTo(1);
        }
    }

    static Stream<Arguments> members() {
        return inEveryManner(Stream.of(
                "\"base_resp\":{\"status_code\":0,\"status_msg\":\"\"}",
                "\"base_resp\":{\"status_code\":\"0\",\"status_msg\":\"success\"}",
                "\"base_resp\":null",
                "\"base_resp\":{}",
                "\"code\":0,\"message\":\"Success\"",
                "\"code\":10013,\"sid\":\"x\"",
                "\"success\":true,\"errors\":[]",
                "\"detail\":\"x\"",
                "\"errors\":[{\"message\":\"x\"}]",
                "\"msg\":\"x\""));
    }

    @ParameterizedTest
    @MethodSource("members")
    void a_member_of_an_envelope_beside_a_good_answer_is_ignored(String member, Manner manner) {
        if (manner.wording() == Wording.ANTHROPIC && member.contains("\"message\":")) {
            return;
        }
        Wording wording = manner.wording();
        String answer = manner.streamed() ? wording.stream("Hello", " there") : wording.whole("Hello there");
        String extended = answer.replaceAll("(?m)^((?:data: )?\\{)", "$1" + member + ",");
        Reply reply = manner.streamed() ? Reply.events(extended) : Reply.json(200, extended);
        try (MisbehavingServer server = new MisbehavingServer(reply)) {
            ask(manner, server, "max_retries", "2").assertAnswers("Hello there");
            assertThat(server.calls()).isEqualTo(1);
        }
    }

    static Stream<Arguments> manners() {
        return inEveryManner(Stream.of(1)).map(row -> Arguments.of(row.get()[1]));
    }

    @ParameterizedTest
    @MethodSource("manners")
    void a_code_of_failure_beside_an_answer_is_an_error(Manner manner) {
        Wording wording = manner.wording();
        String member = "\"base_resp\":{\"status_code\":1027,\"status_msg\":\"output new_sensitive\"},";
        if (manner == Manner.ANTHROPIC_STREAMED) {
            return;
        }
        Reply reply = manner.streamed()
                ? Reply.events(wording.beginning()
                        + wording.piece("Hello").replaceFirst("data: \\{", "data: {" + member)
                        + wording.ending("9", "2")
                        + wording.terminator())
                : Reply.json(200, wording.whole("Hello").replaceFirst("\\{", "{" + member));
        try (MisbehavingServer server = new MisbehavingServer(reply)) {
            ask(manner, server).assertFails(REFUSED, 1);
        }
    }
}
