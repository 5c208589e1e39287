package org.llmtestbench.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SimulatedCompletionTest {
    private static final List<String> TOKENS = List.of("One", " two", " three", " two.");

    @Test
    void the_answer_is_complete_without_a_limit_or_stop_sequence() {
        assertThat(limited(4)).isEqualTo(new SimulatedCompletion(TOKENS, StopCause.COMPLETE));
    }

    @Test
    void the_limit_is_a_number_of_tokens() {
        assertThat(limited(2)).isEqualTo(new SimulatedCompletion(List.of("One", " two"), StopCause.LENGTH));
        assertThat(limited(0)).isEqualTo(new SimulatedCompletion(List.of(), StopCause.LENGTH));
    }

    @Test
    void a_stop_sequence_can_span_several_tokens() {
        assertThat(limited(4, "o th")).isEqualTo(new SimulatedCompletion(List.of("One", " tw"), StopCause.at("o th")));
    }

    @Test
    void the_first_stop_sequence_ends_the_answer() {
        assertThat(limited(4, "three", "", "two", "unheard"))
                .isEqualTo(new SimulatedCompletion(List.of("One", " "), StopCause.at("two")));
    }

    @Test
    void of_two_stop_sequences_at_the_same_position_the_shorter_one_is_used() {
        assertThat(limited(4, "two three", "two").stopCause()).isEqualTo(StopCause.at("two"));
    }

    @Test
    void a_stop_sequence_at_the_start_gives_an_empty_answer() {
        assertThat(limited(4, "One")).isEqualTo(new SimulatedCompletion(List.of(), StopCause.at("One")));
    }

    @Test
    void a_stop_sequence_after_the_limit_is_not_reached() {
        assertThat(limited(2, "two t").stopCause()).isEqualTo(StopCause.LENGTH);
    }

    private static SimulatedCompletion limited(int maxTokens, String... stop) {
        return SimulatedCompletion.limited(TOKENS, maxTokens, List.of(stop));
    }
}
