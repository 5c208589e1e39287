package org.llmtestbench.provider.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerTest {
    private static final List<String> TOKENS = List.of("One", " two", " three", " two.");

    @Test
    void all_is_said_when_nothing_stands_against_it() {
        assertThat(limited(4)).isEqualTo(new Answer(TOKENS, Ending.COMPLETE));
    }

    @Test
    void a_limit_counts_tokens() {
        assertThat(limited(2)).isEqualTo(new Answer(List.of("One", " two"), Ending.LENGTH));
        assertThat(limited(0)).isEqualTo(new Answer(List.of(), Ending.LENGTH));
    }

    @Test
    void a_stop_sequence_may_lie_across_tokens() {
        assertThat(limited(4, "o th")).isEqualTo(new Answer(List.of("One", " tw"), Ending.at("o th")));
    }

    @Test
    void the_stop_sequence_that_comes_first_ends_it() {
        assertThat(limited(4, "three", "", "two", "unheard"))
                .isEqualTo(new Answer(List.of("One", " "), Ending.at("two")));
    }

    @Test
    void of_two_stop_sequences_at_one_place_the_shorter_is_complete_first() {
        assertThat(limited(4, "two three", "two").ending()).isEqualTo(Ending.at("two"));
    }

    @Test
    void nothing_is_left_before_a_stop_sequence_at_the_start() {
        assertThat(limited(4, "One")).isEqualTo(new Answer(List.of(), Ending.at("One")));
    }

    @Test
    void a_stop_sequence_beyond_the_limit_is_not_reached() {
        assertThat(limited(2, "two t").ending()).isEqualTo(Ending.LENGTH);
    }

    private static Answer limited(int maxTokens, String... stop) {
        return Answer.limited(TOKENS, maxTokens, List.of(stop));
    }
}
