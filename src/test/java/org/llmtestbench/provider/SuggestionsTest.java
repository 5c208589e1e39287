package org.llmtestbench.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionsTest {
    private static final List<String> KNOWN = List.of("anthropic", "ollama", "openai", "simulator");

    @Test
    void a_slip_is_recognised() {
        assertThat(Suggestions.suggestion("opnai", KNOWN)).isEqualTo(" Did you mean 'openai'?");
        assertThat(Suggestions.suggestion("simulater", KNOWN)).isEqualTo(" Did you mean 'simulator'?");
        assertThat(Suggestions.suggestion("llama", KNOWN)).isEqualTo(" Did you mean 'ollama'?");
    }

    @Test
    void something_else_is_not() {
        assertThat(Suggestions.suggestion("mistral", KNOWN)).isEmpty();
        assertThat(Suggestions.suggestion("x", KNOWN)).isEmpty();
        assertThat(Suggestions.suggestion("", KNOWN)).isEmpty();
        assertThat(Suggestions.suggestion("openai", List.of())).isEmpty();
    }

    @Test
    void the_nearest_of_several_wins() {
        assertThat(Suggestions.to("timeout_second", List.of("timeout", "timeout_seconds")))
                .contains("timeout_seconds");
    }

    @Test
    void long_words_may_have_more_slips() {
        assertThat(Suggestions.to("conect_timout_", List.of("connect_timeout"))).contains("connect_timeout");
    }
}
