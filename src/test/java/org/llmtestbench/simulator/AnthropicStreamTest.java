package org.llmtestbench.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AnthropicStreamTest {
    @RegisterExtension
    static final Simulated SIMULATED = new Simulated();

    private final AnthropicCaller caller = AnthropicCaller.of(SIMULATED.simulator());

    @Test
    void a_stream_has_the_events_of_the_messages_dialect_in_order() {
        HttpResponse<String> response = caller.complete("Hello", "\"stream\":true");
        assertThat(response.headers().firstValue("content-type")).contains("text/event-stream; charset=utf-8");
        List<JsonNode> events = AnthropicCaller.events(response);
        assertThat(events)
                .extracting(event -> event.path("type").asText())
                .containsExactly(
                        "message_start",
                        "content_block_start",
                        "ping",
                        "content_block_delta",
                        "content_block_delta",
                        "content_block_delta",
                        "content_block_delta",
                        "content_block_stop",
                        "message_delta",
                        "message_stop");
        assertThat(events.get(1).path("content_block")).hasToString("{\"type\":\"text\",\"text\":\"\"}");
        assertThat(events.get(3).at("/delta/type").asText()).isEqualTo("text_delta");
        assertThat(events.get(7)).hasToString("{\"type\":\"content_block_stop\",\"index\":0}");
        assertThat(events.get(9)).hasToString("{\"type\":\"message_stop\"}");
    }

    @Test
    void a_stream_starts_with_the_input_tokens_and_ends_with_the_total_usage() {
        List<JsonNode> events = AnthropicCaller.events(caller.complete("Hello you", "\"stream\":true"));
        JsonNode start = events.get(0).path("message");
        assertThat(start.path("content")).isEmpty();
        assertEnding(start, null, null);
        assertThat(start.at("/usage/input_tokens").asInt()).isEqualTo(3);
        assertThat(start.at("/usage/output_tokens").asInt()).isEqualTo(1);
        JsonNode end = events.get(8);
        assertEnding(end.path("delta"), "end_turn", null);
        assertThat(end.path("usage"))
                .hasToString("{\"input_tokens\":3,\"cache_creation_input_tokens\":0,"
                        + "\"cache_read_input_tokens\":0,\"output_tokens\":4}");
    }

    @Test
    void a_stream_has_the_same_text_as_a_whole_answer() {
        assertThat(streamed(caller.complete("Grüß Gott 世界 👋", "\"stream\":true")))
                .isEqualTo(AnthropicCaller.text(caller.complete("Grüß Gott 世界 👋")));
    }

    @Test
    void a_stream_without_text_has_no_content_block() {
        List<JsonNode> events = AnthropicCaller.events(caller.complete("Hello", "\"stream\":true", "\"max_tokens\":0"));
        assertThat(events)
                .extracting(event -> event.path("type").asText())
                .containsExactly("message_start", "ping", "message_delta", "message_stop");
        assertEnding(events.get(2).path("delta"), "max_tokens", null);
    }

    @Test
    void a_stream_that_ends_at_a_stop_sequence_names_it() {
        String stop = AnthropicCaller.text(caller.complete("Hello")).split(" ")[1];
        List<JsonNode> events = AnthropicCaller.events(
                caller.complete("Hello", "\"stream\":true", "\"stop_sequences\":[\"" + stop + "\"]"));
        JsonNode end = events.get(events.size() - 2);
        assertEnding(end.path("delta"), "stop_sequence", stop);
        assertThat(end.at("/usage/output_tokens").asInt()).isEqualTo(2);
    }

    private static void assertEnding(JsonNode message, String reason, String stopSequence) {
        assertThat(message.has("stop_reason") && message.has("stop_sequence")).isTrue();
        assertThat(message.path("stop_reason").textValue()).isEqualTo(reason);
        assertThat(message.path("stop_sequence").textValue()).isEqualTo(stopSequence);
    }

    private static String streamed(HttpResponse<String> response) {
        return AnthropicCaller.events(response).stream()
                .map(event -> event.at("/delta/text").asText())
                .collect(Collectors.joining());
    }
}
