package org.llmtestbench.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.provider.Failure.MALFORMED;
import static org.llmtestbench.provider.Failure.UNREACHABLE;

import io.quarkus.test.junit.QuarkusTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams of other protocols, and streams whose events have other names or no end. */
@QuarkusTest
class ForeignStreamResilienceTest extends Misbehaving {
    private static final String RESPONSES = """
            event: response.created
            data: {"type":"response.created","response":{"id":"resp_1","status":"in_progress"},"sequence_number":0}

            event: response.output_text.delta
            data: {"type":"response.output_text.delta","delta":"Hello","sequence_number":1}

            event: response.completed
            data: {"type":"response.completed","response":{"id":"resp_1","status":"completed"},"sequence_number":2}

            """;
    private static final String GEMINI = """
            data: {"candidates":[{"content":{"parts":[{"text":"Hello"}],"role":"model"}}],"modelVersion":"g"}

            data: {"candidates":[{"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":9}}

            """;
    private static final String COHERE = """
            data: {"type":"message-start","id":"1"}

            data: {"type":"content-delta","index":0,"delta":{"message":{"content":{"text":"Hello"}}}}

            data: {"type":"message-end","delta":{"finish_reason":"COMPLETE"}}

            """;

    static Stream<Arguments> foreign() {
        return Stream.of(RESPONSES, GEMINI, COHERE)
                .flatMap(stream -> Stream.of(Manner.values()).map(manner -> Arguments.of(stream, manner)));
    }

    private void assertMalformed(String stream, Manner manner) {
        try (MisbehavingServer server =
                new MisbehavingServer(Reply.events(stream).header("retry-after-ms", "1"))) {
            Ending ending = ask(manner, server, "max_retries", "2");
            ending.assertFails(MALFORMED, 1);
            assertThat(ending.spoken()).isEmpty();
            assertThat(server.calls()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void a_stream_of_another_protocol_is_malformed_and_sent_once(String stream, Manner manner) {
        for (String end : new String[] {"", "data: [DONE]\n\n", "event: ping\ndata: {\"type\":\"ping\"}\n\n"}) {
            assertMalformed(stream + end, manner);
            assertMalformed(": PROCESSING\n\nevent: ping\ndata: {\"type\":\"ping\"}\n\n" + stream + end, manner);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_stream_of_the_other_dialect_is_malformed_and_sent_once(Manner manner) {
        Wording other = manner.wording() == Wording.OPENAI ? Wording.ANTHROPIC : Wording.OPENAI;
        String stream = other.stream("Hello", " there");
        assertMalformed(stream, manner);
        assertMalformed(stream.replace(other.terminator(), ""), manner);
        assertMalformed(stream.replaceAll("event: .*\n", ""), manner);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"event: ping\ndata: {\"type\":\"ping\"}\n\n", "data: {\"type\":\"ping\"}\n\n", "data: {}\n\n"})
    void a_stream_of_nothing_but_heartbeats_may_be_repeated(String heartbeat) {
        for (Manner manner : new Manner[] {Manner.OPENAI_STREAMED, Manner.ANTHROPIC_STREAMED}) {
            try (MisbehavingServer server = new MisbehavingServer(Reply.events(heartbeat + heartbeat))) {
                ask(manner, server).assertFails(UNREACHABLE, 1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"message", "data", "", "completion", "ping", "chunk"})
    void the_type_in_the_data_of_a_messages_stream_decides(String name) {
        String stream = Wording.ANTHROPIC.stream("Hello", " there").replaceAll("event: .*\n", "event: " + name + "\n");
        for (String end : new String[] {"\n", "\r\n"}) {
            try (MisbehavingServer server = new MisbehavingServer(Reply.events(stream.replace("\n", end)))) {
                ask(Manner.ANTHROPIC_STREAMED, server, "max_retries", "1").assertAnswers("Hello there");
                assertThat(server.calls()).isEqualTo(1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI_STREAMED", "ANTHROPIC_STREAMED"})
    void a_stream_that_ends_without_its_end_says_what_came(Manner manner) {
        Wording wording = manner.wording();
        String half = wording.beginning() + wording.piece("Hello");
        try (MisbehavingServer server = new MisbehavingServer(Reply.events(half))) {
            assertThat(ask(manner, server).thrown())
                    .hasMessage("The stream ended without its end: no terminator, no finish reason.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Hello", ""})
    void a_messages_stream_without_message_stop_does_not_claim_that_no_stop_reason_came(String text) {
        Wording wording = Wording.ANTHROPIC;
        Reply reply = Reply.events(wording.beginning() + wording.piece(text) + wording.ending("9", "2"));
        try (MisbehavingServer server = new MisbehavingServer(reply)) {
            Ending ending = ask(Manner.ANTHROPIC_STREAMED, server, "max_retries", "2");
            ending.assertFails(MALFORMED, 1);
            assertThat(ending.thrown())
                    .hasMessage("The stream ended without its terminator; the finish reason 'end_turn' came before.");
            assertThat(ending.response().content()).isEqualTo(text);
            assertThat(ending.response().rawFinishReason()).isEqualTo("end_turn");
        }
    }
}
