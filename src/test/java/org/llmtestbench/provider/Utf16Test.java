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
    void a_well_formed_text_is_returned_as_the_same_object(String text) {
        assertThat(Utf16.toWellFormed(text)).isSameAs(text);
        assertThat(Utf16.problem(text)).isEmpty();
    }

    @Test
    void only_unpaired_surrogates_are_replaced() {
        assertThat(Utf16.toWellFormed(HIGH)).isEqualTo("\uFFFD");
        assertThat(Utf16.toWellFormed(LOW)).isEqualTo("\uFFFD");
        assertThat(Utf16.toWellFormed(LOW + HIGH)).isEqualTo("\uFFFD\uFFFD");
        assertThat(Utf16.toWellFormed(HIGH + HIGH + LOW + LOW)).isEqualTo("\uFFFD😀\uFFFD");
        assertThat(Utf16.toWellFormed("a" + HIGH + "b😀" + LOW)).isEqualTo("a\uFFFDb😀\uFFFD");
        assertThat(Utf16.toWellFormed(null)).isNull();
    }

    @Test
    void the_first_unpaired_surrogate_is_reported_with_its_position() {
        assertThat(Utf16.problem("a😀" + LOW + HIGH))
                .contains("contains an unpaired surrogate (\\uDE00 at position 4). Write the whole character.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\\ud83d\"",
                "[1,[\"\\ud83d\"]]",
                "{\"a\":{\"b\":\"\\ud83d\"}}",
                "{\"a\":[{\"\\ud83d\":1}]}",
            })
    void an_unpaired_surrogate_is_found_anywhere_in_json(String json) throws JsonProcessingException {
        assertThat(Utf16.problem(new ObjectMapper().readTree(json)))
                .contains("contains an unpaired surrogate (\\uD83D at position 1). Write the whole character.");
    }

    @Test
    void well_formed_json_has_no_problem() throws JsonProcessingException {
        assertThat(Utf16.problem(new ObjectMapper().readTree("{\"a\":[\"\\ud83d\\ude00\",1,null,true,{}]}")))
                .isEmpty();
    }
}
