package org.llmtestbench.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SimulatedCompletionTest {
    private static final List<String> TOKENS = List.of("One", " two", " three", " two.");

    @Test
    void all_is_said_when_nothing_stands_against_it() {
        assertThat(limited(4)).isEqualTo(new SimulatedCompletion(TOKENS, StopCause.COMPLETE));
    }

    @Test
    void a_limit_counts_tokens() {
        assertThat(limited(2)).isEqualTo(new SimulatedCompletion(List.of("One", " two"), StopCause.LENGTH));
        assertThat(limited(0)).isEqualTo(new SimulatedCompletion(List.of(), StopCause.LENGTH));
    }

    @Test
    void a_stop_sequence_may_lie_across_tokens() {
        assertThat(limited(4, "o th")).isEqualTo(new SimulatedCompletion(List.of("One", " tw"), StopCause.at("o th")));
    }

    @Test
    void the_stop_sequence_that_comes_first_ends_it() {
        assertThat(limited(4, "three", "", "two", "unheard"))
                .isEqualTo(new SimulatedCompletion(List.of("One", " "), StopCause.at("two")));
    }

    @Test
    void of_two_stop_sequences_at_one_place_the_shorter_is_complete_first() {
        assertThat(limited(4, "two three", "two").stopCause()).isEqualTo(StopCause.at("two"));
    }

    @Test
    void nothing_is_left_before_a_stop_sequence_at_the_start() {
        assertThat(limited(4, "One")).isEqualTo(new SimulatedCompletion(List.of(), StopCause.at("One")));
    }

    @Test
    void a_stop_sequence_beyond_the_limit_is_not_reached() {
        assertThat(limited(2, "two t").stopCause()).isEqualTo(StopCause.LENGTH);
    }

    private static SimulatedCompletion limited(int maxTokens, String... stop) {
        return SimulatedCompletion.limited(TOKENS, maxTokens, List.of(stop));
    }
}
