package org.llmtestbench.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextGeneratorTest {
    @Test
    void without_a_length_it_generates_whole_sentences_that_quote_the_prompt() {
        assertThat(generate("Hello")).contains("simulated", "\"Hello\"").endsWith(".");
    }

    @Test
    void the_same_prompt_and_seed_give_the_same_text() {
        assertThat(generate("Hello")).isEqualTo(generate("Hello"));
        assertThat(new TextGenerator(OptionalInt.of(200), 1).answer("Hello"))
                .isNotEqualTo(new TextGenerator(OptionalInt.of(200), 2).answer("Hello"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 17, 32, 1000})
    void a_configured_length_is_exact(int length) {
        var tokens = new TextGenerator(OptionalInt.of(length), 0).answer("Hello");
        assertThat(tokens).hasSize(length);
        assertThat(tokens.get(0)).doesNotStartWith(" ");
        assertThat(tokens.subList(1, length))
                .allSatisfy(token -> assertThat(token).matches(" \\S+"));
        assertThat(String.join("", tokens)).endsWith(".").doesNotEndWith("..");
    }

    @Test
    void a_long_prompt_is_shortened_between_words() {
        assertThat(generate("Tell me all about the history of the lighthouse keepers"))
                .contains("\"Tell me all about the history of the...\"");
    }

    @Test
    void a_prompt_without_spaces_is_shortened_between_characters() {
        assertThat(generate("👋".repeat(50))).contains("\"" + "👋".repeat(40) + "...\"");
    }

    @Test
    void line_breaks_and_control_characters_become_spaces() {
        assertThat(generate("  one\r\n\ttwo\u0000\u001b[31m three\u00a0 ")).contains("\"one two [31m three\"");
    }

    @Test
    void an_unpaired_surrogate_is_replaced() {
        assertThat(generate("a\ud83db")).contains("\"a\uFFFDb\"");
    }

    @Test
    void a_prompt_with_format_specifiers_is_quoted_unchanged() {
        assertThat(generate("100 %s $1")).contains("\"100 %s $1\"");
    }

    private static String generate(String prompt) {
        return String.join("", new TextGenerator(OptionalInt.empty(), 0).answer(prompt));
    }
}
