package org.llmtestbench.provider.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JsonEventsTest {
    private record Piece(String text) {}

    private final JsonEvents events = new JsonEvents();

    @Test
    void an_event_that_is_cut_short_does_not_go_on_in_the_next() {
        assertThatThrownBy(() -> read("{\"text\":\"a\"")).hasMessageContaining("not the JSON it should be");
    }

    @Test
    void an_event_without_json_is_malformed() {
        assertThatThrownBy(() -> read("")).hasMessageContaining("not the JSON it should be");
        assertThatThrownBy(() -> new JsonEvents().read(new byte[] {'n', 'u', 'l', 'l'}, 4, Piece.class))
                .hasMessageContaining("not the JSON it should be");
    }

    @Test
    void what_follows_a_value_is_no_part_of_the_next_event() {
        assertThat(read("{\"text\":\"a\"} and more").text()).isEqualTo("a");
        assertThat(read("{\"text\":\"b\"}").text()).isEqualTo("b");
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
        assertThat(events.read(data, 12, Piece.class).text()).isEqualTo("a");
    }

    private Piece read(String json) {
        byte[] data = json.getBytes(StandardCharsets.UTF_8);
        return events.read(data, data.length, Piece.class);
    }
}
