package org.llmtestbench.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
    private static final List<String> KNOWN = List.of("anthropic", "ollama", "openai", "simulator");

    @Test
    void a_slip_is_recognised() {
        assertThat(Nearest.suggestion("opnai", KNOWN)).isEqualTo(" Did you mean 'openai'?");
        assertThat(Nearest.suggestion("simulater", KNOWN)).isEqualTo(" Did you mean 'simulator'?");
        assertThat(Nearest.suggestion("llama", KNOWN)).isEqualTo(" Did you mean 'ollama'?");
    }

    @Test
    void something_else_is_not() {
        assertThat(Nearest.suggestion("mistral", KNOWN)).isEmpty();
        assertThat(Nearest.suggestion("x", KNOWN)).isEmpty();
        assertThat(Nearest.suggestion("", KNOWN)).isEmpty();
        assertThat(Nearest.suggestion("openai", List.of())).isEmpty();
    }

    @Test
    void the_nearest_of_several_wins() {
        assertThat(Nearest.to("timeout_second", List.of("timeout", "timeout_seconds")))
                .contains("timeout_seconds");
    }

    @Test
    void long_words_may_have_more_slips() {
        assertThat(Nearest.to("conect_timout_", List.of("connect_timeout"))).contains("connect_timeout");
    }
}
