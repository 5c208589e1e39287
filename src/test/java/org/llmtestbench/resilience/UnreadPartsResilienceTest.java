package org.llmtestbench.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.provider.Failure.AUTHENTICATION;
import static org.llmtestbench.provider.Failure.CONTEXT_LENGTH_EXCEEDED;
import static org.llmtestbench.provider.Failure.INVALID_REQUEST;
import static org.llmtestbench.provider.Failure.MALFORMED;
import static org.llmtestbench.provider.Failure.MODEL_NOT_FOUND;
import static org.llmtestbench.provider.Failure.QUOTA_EXHAUSTED;

import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtestbench.provider.Failure;

/** Parts of a response that are not of the protocol, and errors in unusual places and words. */
@QuarkusTest
class UnreadPartsResilienceTest extends Misbehaving {
    private static Stream<Manner> streams() {
        return Stream.of(Manner.OPENAI_STREAMED, Manner.ANTHROPIC_STREAMED);
    }

    private static Stream<Arguments> withStreams(String... parts) {
        return Stream.of(parts).flatMap(part -> streams().map(manner -> Arguments.of(part, manner)));
    }

    static Stream<Arguments> brokenEvents() {
        return withStreams(
                "event: delta\ndata: x{\"type\":\"content_block_delta\"}\n\n",
                "event: delta\ndata: [{\"type\":\"content_block_delta\"}]\n\n",
                "event: fail\ndata: <html><title>502 Bad Gateway</title></html>\n\n");
    }

    @ParameterizedTest
    @MethodSource("brokenEvents")
    void an_event_with_broken_data_is_malformed_whatever_its_name(String event, Manner manner) {
        Wording wording = manner.wording();
        String stream = wording.beginning()
                + wording.piece("Hello")
                + event
                + wording.piece(" there")
                + wording.ending("9", "2")
                + wording.terminator();
        try (MisbehavingServer server = new MisbehavingServer(Reply.events(stream))) {
            ask(manner, server).assertFails(MALFORMED, 1);
        }
    }

    static Stream<Arguments> unknownErrors() {
        return withStreams(
                "data: {\"exception\":\"worker died\"}\n\n",
                "data: {\"type\":\"server_failure\",\"text\":\"worker died\"}\n\n",
                "data: {\"header\":{\"state\":\"worker died\"}}\n\n",
                "event: exception\ndata: {\"note\":\"worker died\"}\n\n",
                "<br />\n<b>Fatal error</b>: worker died\n\n",
                "<p>worker died</p>\n\n",
                "Internal Server Error: worker died\n\n",
                "Traceback (most recent call last): worker died\n\n");
    }

    @ParameterizedTest
    @MethodSource("unknownErrors")
    void a_stream_without_a_finish_reason_after_an_unknown_part_is_malformed(String part, Manner manner) {
        Wording wording = manner.wording();
        String stream = wording.beginning() + wording.piece("Hello") + part + wording.terminator();
        try (MisbehavingServer server = new MisbehavingServer(Reply.events(stream))) {
            Ending ending = ask(manner, server, "max_retries", "2");
            ending.assertFails(MALFORMED, 1);
            assertThat(ending.response().content()).isEqualTo("Hello");
            assertThat(server.calls()).isEqualTo(1);
        }
    }

    static Stream<Arguments> harmless() {
        return withStreams(
                "data: {\"exception\":null}\n\n",
                "event: usage_report\ndata: {\"type\":\"usage_report\",\"note\":\"fine\"}\n\n",
                "x-trace: 17\n\n",
                "data: \"\"\n\n",
                "data: ping\n\n",
                "data: : keep-alive\n\n",
                "event: heartbeat\ndata: 12:00\n\n");
    }

    @ParameterizedTest
    @MethodSource("harmless")
    void an_unknown_part_of_a_complete_answer_is_ignored(String part, Manner manner) {
        Wording wording = manner.wording();
        String stream = ": hello\n\n" + part + wording.beginning() + part + wording.piece("Hello") + part
                + wording.piece(" there") + wording.ending("9", "2") + part + wording.terminator();
        try (MisbehavingServer server = new MisbehavingServer(Reply.events(stream))) {
            ask(manner, server).assertAnswers("Hello there");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ndata: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\" world\"}}]}", " junk"})
    void an_event_that_goes_on_after_the_terminator_is_malformed(String rest) {
        String stream = Wording.OPENAI.beginning()
                + Wording.OPENAI.piece("Hello").stripTrailing() + "\ndata: [DONE]" + rest + "\n\n";
        try (MisbehavingServer server = new MisbehavingServer(Reply.events(stream))) {
            ask(Manner.OPENAI_STREAMED, server).assertFails(MALFORMED, 1);
        }
    }

    static Stream<Arguments> errorsOfSuccess() {
        return Stream.of(
                        "{\"code\":0,\"message\":\"success\"}",
                        "{\"code\":200,\"message\":\"ok\"}",
                        "{\"message\":\"OK\"}",
                        "{\"status\":\"success\"}",
                        "{\"code\":\"0\"}",
                        "\"0\"",
                        "\"null\"",
                        "\"None\"",
                        "200")
                .flatMap(error -> Stream.of(Manner.values()).map(manner -> Arguments.of(error, manner)));
    }

    @ParameterizedTest
    @MethodSource("errorsOfSuccess")
    void an_error_that_reports_success_is_ignored(String error, Manner manner) {
        Wording wording = manner.wording();
        String member = "{\"error\":" + error + ",";
        Reply reply = manner.streamed()
                ? Reply.events(wording.stream("Hello", " there").replaceAll("(?m)^data: \\{", "data: " + member))
                : Reply.json(200, wording.whole("Hello there").replaceFirst("\\{", member));
        try (MisbehavingServer server = new MisbehavingServer(reply)) {
            ask(manner, server, "max_retries", "2").assertAnswers("Hello there");
            assertThat(server.calls()).isEqualTo(1);
        }
    }

    static Stream<Arguments> codes() {
        Map<String, Failure> codes = Map.of(
                "context_length_exceeded", CONTEXT_LENGTH_EXCEEDED,
                "invalid_api_key", AUTHENTICATION,
                "model_not_found", MODEL_NOT_FOUND,
                "insufficient_quota", QUOTA_EXHAUSTED);
        return codes.entrySet().stream()
                .flatMap(code -> Stream.of("{\"error\":\"%s\"}", "{\"error\":{\"message\":\"%s\"}}")
                        .flatMap(body -> Stream.of(200, 400, 500)
                                .flatMap(status -> Stream.of(Manner.values())
                                        .map(manner -> Arguments.of(
                                                body.formatted(code.getKey()), status, code.getValue(), manner)))));
    }

    @ParameterizedTest
    @MethodSource("codes")
    void a_code_in_the_place_of_the_message_decides_the_failure(
            String body, int status, Failure failure, Manner manner) {
        try (MisbehavingServer server = new MisbehavingServer(Reply.json(status, body))) {
            ask(manner, server, "max_retries", "2").assertFails(failure, 1);
            assertThat(server.calls()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"delta", "message"})
    void an_error_in_the_delta_or_the_message_is_an_error(String member) {
        String choice = "{\"id\":\"id-1\",\"model\":\"m\",\"choices\":[{\"index\":0,\"" + member
                + "\":{\"content\":\"Hel\",\"error\":{\"code\":400,\"message\":\"no such thing\"}},"
                + "\"finish_reason\":\"stop\"}]}";
        boolean isStream = member.equals("delta");
        Reply reply = isStream ? Reply.events("data: " + choice + "\n\ndata: [DONE]\n\n") : Reply.json(200, choice);
        try (MisbehavingServer server = new MisbehavingServer(reply)) {
            Ending ending = ask(isStream ? Manner.OPENAI_STREAMED : Manner.OPENAI_WHOLE, server);
            ending.assertFails(INVALID_REQUEST, 1);
            assertThat(ending.thrown()).hasMessageContaining("no such thing");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"function_call\":{\"name\":null,\"arguments\":\"{}\"}",
                "\"tool_calls\":[{\"index\":0,\"type\":\"function\",\"function\":{\"name\":\"\",\"arguments\":\"{}\"}}]"
            })
    void a_call_without_a_name_and_arguments_is_no_call(String call) {
        String body = "{\"id\":\"id-1\",\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":{\"content\":\"\"," + call
                + "},\"finish_reason\":\"stop\"}]}";
        try (MisbehavingServer server = new MisbehavingServer(Reply.json(200, body))) {
            ask(Manner.OPENAI_WHOLE, server).assertFails(MALFORMED, 1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"content\":\"hm\",\"extra_content\":{\"google\":{\"thought\":true}}",
                "\"content\":null,\"provider_specific_fields\":{\"reasoning_content\":\"hm\"}"
            })
    void reasoning_that_is_marked_by_vendor_fields_is_not_the_answer(String delta) {
        String thought = Wording.OPENAI.piece("X").replace("\"content\":\"X\"", delta);
        String stream = Wording.OPENAI.beginning()
                + thought
                + Wording.OPENAI.piece("Hello")
                + Wording.OPENAI.ending("9", "2")
                + Wording.OPENAI.terminator();
        try (MisbehavingServer server = new MisbehavingServer(Reply.events(stream))) {
            Ending ending = ask(Manner.OPENAI_STREAMED, server);
            ending.assertAnswers("Hello");
            assertThat(ending.response().reasoning()).isEqualTo("hm");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI_WHOLE", "ANTHROPIC_WHOLE"})
    void a_body_of_another_protocol_is_quoted(Manner manner) {
        try (MisbehavingServer server =
                new MisbehavingServer(Reply.json(200, "{\"ret\":-1,\"info\":\"worker died\"}"))) {
            Ending ending = ask(manner, server, "max_retries", "2");
            ending.assertFails(MALFORMED, 1);
            assertThat(ending.thrown()).hasMessageContaining("worker died");
            assertThat(server.calls()).isEqualTo(1);
        }
    }
}
