package org.llmtestbench.provider.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SseJsonReaderTest {
    private record Piece(String text) {}

    private final SseJsonReader<Piece> events = new SseJsonReader<>(Piece.class, line -> {});

    @Test
    void an_event_that_is_cut_short_does_not_go_on_in_the_next() {
        assertThatThrownBy(() -> read("{\"text\":\"a\"")).hasMessageContaining("not the JSON it should be");
    }

    @Test
    void an_event_without_json_is_malformed() {
        assertThatThrownBy(() -> read("")).hasMessageContaining("not the JSON it should be");
        assertThatThrownBy(() -> read("null")).hasMessageContaining("not the JSON it should be");
    }

    @Test
    void several_values_in_one_event_are_read_one_after_the_other() {
        for (String between : new String[] {"", " ", "\n", "\r\n", "\n\n", "\t"}) {
            for (String end : new String[] {"", " ", "\n"}) {
                assertThat(readAll("{\"text\":\"a\"}" + between + "{\"text\":\"b\"}" + between + "{}" + end))
                        .containsExactly("a", "b", null);
                assertThat(readAll(" {\"text\":\"c\"}" + end)).containsExactly("c");
            }
        }
    }

    @Test
    void what_follows_a_value_and_is_no_value_is_malformed() {
        for (String junk : new String[] {"junk", ",", "}", "data: {\"text\":\"b\"}", "null", "\u0000"}) {
            assertThatThrownBy(() -> new SseJsonReaderTest().readAll("{\"text\":\"a\"}" + junk))
                    .hasMessageContaining("not the JSON it should be but '" + junk);
        }
    }

    @Test
    void many_large_values_are_read_whatever_the_parser_has_buffered() {
        String large = "x".repeat(20_000);
        String data = ("{\"text\":\"" + large + "\"}\n").repeat(10);
        assertThat(readAll(data)).hasSize(10).containsOnly(large);
        assertThat(readAll("{\"text\":\"a\"}")).containsExactly("a");
    }

    @Test
    void only_a_stream_of_nothing_but_foreign_values_is_foreign() {
        assertThat(events.foreign()).isEmpty();
        read("{}");
        events.note(false);
        assertThat(events.foreign()).isEmpty();
        read("{\"x\":1}");
        events.note(false);
        read("{\"y\":1}");
        events.note(false);
        assertThat(events.foreign()).contains("'{\"x\":1}'");
        events.note(true);
        assertThat(events.foreign()).isEmpty();
    }

    @Test
    void unknown_fields_are_skipped_whatever_they_hold() {
        assertThat(read("{\"x\":{\"text\":\"no\"},\"text\":\"yes\",\"y\":[[1],{}]}")
                        .text())
                .isEqualTo("yes");
    }

    @Test
    void an_event_may_be_larger_than_any_buffer_and_hold_any_character() {
        String text = "Grüße, 世界 🌍 ".repeat(5000);
        assertThat(read("{\"text\":\"" + text + "\"}").text()).isEqualTo(text);
        assertThat(read("{}").text()).isNull();
    }

    @Test
    void only_the_given_length_counts() {
        byte[] data = "{\"text\":\"a\"}{{{".getBytes(StandardCharsets.UTF_8);
        assertThat(events.read(data, 0, 12).text()).isEqualTo("a");
    }

    private Piece read(String json) {
        byte[] data = json.getBytes(StandardCharsets.UTF_8);
        return events.read(data, 0, data.length);
    }

    private List<String> readAll(String json) {
        byte[] data = json.getBytes(StandardCharsets.UTF_8);
        List<String> texts = new ArrayList<>();
        for (int at = 0; at < data.length; at = events.next()) {
            texts.add(events.read(data, at, data.length).text());
        }
        return texts;
    }
}
