package org.llmtestbench.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf16Test {
    private static final String HIGH = "\uD83D";
    private static final String LOW = "\uDE00";

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "😀", "a😀b", "😀😀", "\uFFFD", "\uFFFF", "é世"})
    void a_text_of_whole_characters_stays_the_same_object(String text) {
        assertThat(Utf16.toWellFormed(text)).isSameAs(text);
        assertThat(Utf16.problem(text)).isEmpty();
    }

    @Test
    void every_half_is_replaced_and_nothing_else() {
        assertThat(Utf16.toWellFormed(HIGH)).isEqualTo("\uFFFD");
        assertThat(Utf16.toWellFormed(LOW)).isEqualTo("\uFFFD");
        assertThat(Utf16.toWellFormed(LOW + HIGH)).isEqualTo("\uFFFD\uFFFD");
        assertThat(Utf16.toWellFormed(HIGH + HIGH + LOW + LOW)).isEqualTo("\uFFFD😀\uFFFD");
        assertThat(Utf16.toWellFormed("a" + HIGH + "b😀" + LOW)).isEqualTo("a\uFFFDb😀\uFFFD");
        assertThat(Utf16.toWellFormed(null)).isNull();
    }

    @Test
    void the_first_half_is_named_with_its_position() {
        assertThat(Utf16.problem("a😀" + LOW + HIGH))
                .contains("holds half a character (\\uDE00 at position 4). Write the whole character.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\\ud83d\"",
                "[1,[\"\\ud83d\"]]",
                "{\"a\":{\"b\":\"\\ud83d\"}}",
                "{\"a\":[{\"\\ud83d\":1}]}",
            })
    void a_half_is_found_anywhere_in_json(String json) throws JsonProcessingException {
        assertThat(Utf16.problem(new ObjectMapper().readTree(json)))
                .contains("holds half a character (\\uD83D at position 1). Write the whole character.");
    }

    @Test
    void json_of_whole_characters_is_no_problem() throws JsonProcessingException {
        assertThat(Utf16.problem(new ObjectMapper().readTree("{\"a\":[\"\\ud83d\\ude00\",1,null,true,{}]}")))
                .isEmpty();
    }
}
