package org.llmtestbench.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionsTest {
    private static final List<String> KNOWN = List.of("anthropic", "ollama", "openai", "simulator");

    @Test
    void a_typo_is_recognised() {
        assertThat(Suggestions.suggestion("opnai", KNOWN)).isEqualTo(" Did you mean 'openai'?");
        assertThat(Suggestions.suggestion("simulater", KNOWN)).isEqualTo(" Did you mean 'simulator'?");
        assertThat(Suggestions.suggestion("llama", KNOWN)).isEqualTo(" Did you mean 'ollama'?");
    }

    @Test
    void a_different_word_gives_no_suggestion() {
        assertThat(Suggestions.suggestion("mistral", KNOWN)).isEmpty();
        assertThat(Suggestions.suggestion("x", KNOWN)).isEmpty();
        assertThat(Suggestions.suggestion("", KNOWN)).isEmpty();
        assertThat(Suggestions.suggestion("openai", List.of())).isEmpty();
    }

    @Test
    void the_most_similar_candidate_is_suggested() {
        assertThat(Suggestions.closest("timeout_second", List.of("timeout", "timeout_seconds")))
                .contains("timeout_seconds");
    }

    @Test
    void long_words_can_have_more_typos() {
        assertThat(Suggestions.closest("conect_timout_", List.of("connect_timeout")))
                .contains("connect_timeout");
    }
}
