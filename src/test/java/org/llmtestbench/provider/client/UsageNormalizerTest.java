package org.llmtestbench.provider.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmtestbench.provider.TokenUsage;

/** Counts are prompt, completion, total, cached, cache write and reasoning; estimates here are 30 and 20. */
class UsageNormalizerTest {
    private final CompletionAccumulator accumulator = new CompletionAccumulator(null, new Stopwatch(() -> 0));

    private TokenUsage usage() {
        return UsageNormalizer.of(accumulator).tokens(() -> 30, () -> 20, accumulator::warn);
    }

    private void sent(Integer... counts) {
        Long[] c = new Long[6];
        for (int i = 0; i < counts.length; i++) {
            c[i] = counts[i] == null ? null : counts[i].longValue();
        }
        accumulator.counts(new CompletionAccumulator.Counts(c[0], c[1], c[2], c[3], c[4], c[5]));
    }

    private void says(TokenUsage usage, String... warnings) {
        assertThat(usage()).isEqualTo(usage);
        assertThat(accumulator.warnings()).containsExactly(warnings);
        assertThat(UsageNormalizer.of(accumulator).isComplete()).isNotEqualTo(usage.estimated());
    }

    @Test
    void counts_are_taken_as_sent() {
        sent(10, 4, 14, 2, 1, 3);
        says(new TokenUsage(10, 4, 14, 2, 1, 3, false));
    }

    @Test
    void a_missing_total_is_added_up_and_missing_parts_are_zero() {
        sent(10, 4);
        says(new TokenUsage(10, 4, 14, 0, 0, 0, false));
    }

    @Test
    void missing_counts_are_estimated_and_said_to_be() {
        says(TokenUsage.estimated(30, 20), "The provider sent no token counts; they are estimated.");
    }

    @Test
    void one_missing_count_is_estimated_and_the_other_is_kept() {
        sent(null, 4, 99, 2, 2, 1);
        says(new TokenUsage(30, 4, 34, 0, 0, 1, true), "The provider sent no count of prompt tokens; it is estimated.");
    }

    @ParameterizedTest
    @CsvSource({"-1, 4, 30, 4, prompt, -1", "1000000001, 4, 30, 4, prompt, 1000000001", "10, -2, 10, 20, completion, -2"
    })
    void a_negative_or_absurd_count_is_estimated_and_said_to_be(
            int prompt, int completion, int in, int out, String name, String count) {
        sent(prompt, completion);
        says(
                TokenUsage.estimated(in, out),
                "The provider's count of " + name + " tokens can't be right (" + count + "); it is estimated.");
    }

    @Test
    void a_part_that_can_not_be_right_is_left_out() {
        sent(10, 4, -14, -2, -1, -3);
        says(
                new TokenUsage(10, 4, 14, 0, 0, 0, false),
                "The provider's count of total tokens can't be right (-14); it was ignored.",
                "The provider's count of cached tokens can't be right (-2); it was ignored.",
                "The provider's count of cache write tokens can't be right (-1); it was ignored.",
                "The provider's count of reasoning tokens can't be right (-3); it was ignored.");
    }

    @Test
    void zeros_with_an_answer_are_estimated() {
        accumulator.text("Hi");
        sent(0, 0, 0, 0, 0, 0);
        says(
                TokenUsage.estimated(30, 20),
                "The provider's count of prompt tokens can't be right (0); it is estimated.",
                "The provider's count of completion tokens can't be right (0); it is estimated.");
    }

    @Test
    void a_zero_completion_with_an_answer_is_estimated() {
        accumulator.text("Hi");
        sent(10, 0, 10, 4, 2, 0);
        says(
                new TokenUsage(10, 20, 30, 4, 2, 0, true),
                "The provider's count of completion tokens can't be right (0); it is estimated.");
    }

    @Test
    void reasoning_and_tool_calls_take_tokens_too() {
        accumulator.reasoning("Hm.");
        sent(10, 0);
        assertThat(usage().estimated()).isTrue();
        CompletionAccumulator calling = new CompletionAccumulator(null, new Stopwatch(() -> 0));
        calling.toolCall();
        calling.counts(new CompletionAccumulator.Counts(10L, 0L, null, null, null, null));
        assertThat(UsageNormalizer.of(calling).isComplete()).isFalse();
    }

    @Test
    void an_answer_without_anything_has_no_tokens() {
        sent(10, 0, 10);
        says(new TokenUsage(10, 0, 10, 0, 0, 0, false));
    }

    @Test
    void a_prompt_always_has_tokens() {
        accumulator.text("Hi");
        sent(0, 4, 4);
        says(
                new TokenUsage(30, 4, 34, 0, 0, 0, true),
                "The provider's count of prompt tokens can't be right (0); it is estimated.");
    }

    @Test
    void reasoning_outside_of_the_completion_is_taken_in() {
        accumulator.text("5");
        sent(100, 5, 405, 0, 0, 300);
        says(new TokenUsage(100, 305, 405, 0, 0, 300, false));
    }

    @Test
    void reasoning_inside_of_the_completion_stays_there() {
        sent(100, 305, 405, 0, 0, 300);
        says(new TokenUsage(100, 305, 405, 0, 0, 300, false));
    }

    @Test
    void reasoning_that_exceeds_the_completion_stays_apart_where_the_total_says_so() {
        sent(43, 10, 53, 0, 0, 11);
        says(new TokenUsage(43, 10, 53, 0, 0, 11, false));
    }

    @Test
    void all_of_the_completion_may_be_reasoning_outside_of_it() {
        accumulator.text("5");
        sent(100, 0, 400, 0, 0, 300);
        says(new TokenUsage(100, 300, 400, 0, 0, 300, false));
    }

    @Test
    void without_a_total_reasoning_is_outside_when_it_is_more_than_the_completion() {
        sent(100, 5, null, 0, 0, 300);
        says(
                new TokenUsage(100, 305, 405, 0, 0, 300, false),
                "The provider counted more reasoning tokens (300) than completion tokens (5); they are added up.");
    }

    @Test
    void a_rest_of_the_total_that_nothing_explains_is_reasoning() {
        accumulator.text("5");
        sent(100, 5, 405);
        says(
                new TokenUsage(100, 305, 405, 0, 0, 300, false),
                "The provider's total of 405 tokens is not prompt and completion together (100 + 5); the other 300 are"
                        + " counted as reasoning.");
    }

    @Test
    void a_cache_outside_of_the_prompt_is_taken_in() {
        sent(4, 5, 1019, 1000, 10, null);
        says(new TokenUsage(1014, 5, 1019, 1000, 10, 0, false));
    }

    @Test
    void a_prompt_may_come_from_the_cache_as_a_whole() {
        sent(0, 5, 1005, 1000);
        says(new TokenUsage(1000, 5, 1005, 1000, 0, 0, false));
    }

    @ParameterizedTest
    @CsvSource({"7, 105", "0, 105", "104, 105"})
    void a_total_below_its_parts_is_told(int total, int sum) {
        sent(100, 5, total);
        says(
                new TokenUsage(100, 5, sum, 0, 0, 0, false),
                "The provider's total of " + total + " tokens is not prompt and completion together (100 + 5).");
    }

    @Test
    void a_total_that_neither_reasoning_nor_cache_explains_is_told() {
        sent(100, 5, 120, 3, 0, 2);
        says(
                new TokenUsage(100, 5, 120, 3, 0, 2, false),
                "The provider's total of 120 tokens is not prompt and completion together (100 + 5).");
    }

    @Test
    void later_counts_win() {
        sent(10, 1, 11);
        sent(10, 4, 14, 0, 0, 2);
        says(new TokenUsage(10, 4, 14, 0, 0, 2, false));
    }

    @Test
    void zeros_after_right_counts_change_nothing() {
        accumulator.text("Hi");
        sent(10, 3, 13, 4, 0, 1);
        sent(0, 0, 0, 0, 0, 0);
        says(new TokenUsage(10, 3, 13, 4, 0, 1, false));
        sent(null, null, null);
        sent(-1, -1, -2);
        says(new TokenUsage(10, 3, 13, 4, 0, 1, false));
    }

    @Test
    void counts_may_come_in_two_parts() {
        sent(10, null, null, 4);
        sent(null, 3, null, null, null, 1);
        says(new TokenUsage(10, 3, 13, 4, 0, 1, false));
    }

    @Test
    void zeros_at_the_beginning_are_replaced() {
        accumulator.text("Hi");
        sent(0, 0, 0);
        sent(10, 3, 13);
        says(new TokenUsage(10, 3, 13, 0, 0, 0, false));
    }

    @ParameterizedTest
    @CsvSource({"15", "0", "12"})
    void more_reasoning_than_completion_is_added_although_there_is_a_total(int total) {
        sent(10, 5, total, null, null, 1000);
        assertThat(usage()).isEqualTo(new TokenUsage(10, 1005, 1015, 0, 0, 1000, false));
        assertThat(accumulator.warnings())
                .contains("The provider counted more reasoning tokens (1000) than completion tokens (5); they are"
                        + " added up.");
    }

    @Test
    void cached_and_reasoning_tokens_that_are_both_counted_separately_are_both_added() {
        sent(10, 5, 145, 30, null, 100);
        says(new TokenUsage(40, 105, 145, 30, 0, 100, false));
    }
}
