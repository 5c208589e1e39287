package org.llmtestbench.provider.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.FinishReason;
import org.llmtestbench.provider.ProviderException;

class CompletionAccumulatorTest {
    private final CompletionAccumulator answer = new CompletionAccumulator(null, new Stopwatch(() -> 0));

    private Optional<Failure> verdict(FinishReason reason, String raw) {
        if (reason != null) {
            answer.finish(reason, raw);
        }
        return answer.verdict().map(ProviderException::failure);
    }

    @Test
    void text_and_a_stop_are_a_good_answer() {
        answer.text("Hi");
        assertThat(verdict(FinishReason.STOP, "stop")).isEmpty();
        assertThat(answer.warnings()).isEmpty();
    }

    @Test
    void stop_without_text_and_tool_call_is_malformed() {
        assertThat(verdict(FinishReason.STOP, "stop")).contains(Failure.MALFORMED);
    }

    @Test
    void nothing_at_all_is_malformed() {
        assertThat(verdict(null, null)).contains(Failure.MALFORMED);
    }

    @Test
    void a_limit_reached_before_any_text_is_an_answer_with_a_warning() {
        assertThat(verdict(FinishReason.LENGTH, "length")).isEmpty();
        assertThat(answer.warnings()).singleElement().asString().startsWith("The token limit was reached");
    }

    @Test
    void a_tool_call_without_text_is_an_answer_with_a_warning() {
        answer.toolCall();
        assertThat(verdict(FinishReason.TOOL_CALLS, "tool_calls")).isEmpty();
        assertThat(answer.warnings()).containsExactly("The model called a tool and gave no text.");
    }

    @Test
    void a_pause_is_an_answer_with_a_warning() {
        assertThat(verdict(FinishReason.PAUSE, "pause_turn")).isEmpty();
        assertThat(answer.warnings()).hasSize(1);
    }

    @Test
    void what_is_said_of_a_refusal_is_no_token_of_it() {
        Stopwatch stopwatch = new Stopwatch(() -> 0);
        CompletionAccumulator streamed = new CompletionAccumulator(delta -> {}, stopwatch);
        streamed.refusedFor("at first");
        streamed.refusedFor("at last");
        assertThat(streamed.verdict()).map(Throwable::getMessage).contains("The model refused: at last");
        assertThat(stopwatch.sawToken()).isFalse();
    }

    @Test
    void words_of_a_refusal_are_a_refusal_whatever_the_reason_says() {
        answer.refusal("I can't.");
        answer.finish(FinishReason.STOP, "stop");
        assertThat(answer.verdict()).map(Throwable::getMessage).contains("The model refused: I can't.");
        assertThat(answer.finishReason()).isEqualTo(FinishReason.REFUSAL);
        assertThat(answer.rawFinishReason()).isEqualTo("stop");
        assertThat(answer.text()).isEmpty();
    }

    @Test
    void a_content_filter_is_a_refusal_even_after_text() {
        answer.text("half");
        assertThat(verdict(FinishReason.CONTENT_FILTER, "content_filter")).contains(Failure.REFUSED);
    }

    @Test
    void a_reason_that_reports_trouble_is_the_providers_failure() {
        answer.text("half");
        assertThat(verdict(FinishReason.ERROR, "network_error")).contains(Failure.UNAVAILABLE);
    }

    @Test
    void an_unknown_reason_is_no_failure_when_there_is_text() {
        answer.text("Hi");
        assertThat(verdict(FinishReason.UNKNOWN, "because")).isEmpty();
        assertThat(answer.finishReason()).isEqualTo(FinishReason.UNKNOWN);
        assertThat(answer.warnings()).containsExactly("The provider gave no finish reason that is known: because.");
    }

    @Test
    void text_without_a_reason_is_an_answer_with_a_warning_that_says_so() {
        answer.text("Hi");
        assertThat(verdict(null, null)).isEmpty();
        assertThat(answer.finishReason()).isEqualTo(FinishReason.UNKNOWN);
        assertThat(answer.warnings()).containsExactly("The provider gave no finish reason.");
    }

    @Test
    void an_empty_reason_does_not_replace_one_that_came() {
        answer.text("Hi");
        answer.finish(FinishReason.STOP, "stop");
        for (String empty : new String[] {"", " ", "null", null}) {
            answer.finish(FinishReason.UNKNOWN, empty);
        }
        assertThat(answer.verdict()).isEmpty();
        assertThat(answer.rawFinishReason()).isEqualTo("stop");
    }

    @Test
    void an_unknown_reason_without_text_is_malformed() {
        assertThat(verdict(FinishReason.UNKNOWN, "because")).contains(Failure.MALFORMED);
    }

    @Test
    void blank_ids_and_models_do_not_replace_known_ones() {
        answer.id("a");
        answer.id("");
        answer.model(null);
        answer.model("m");
        answer.model(" ");
        assertThat(answer.id()).isEqualTo("a");
        assertThat(answer.model()).isEqualTo("m");
    }

    @Test
    void texts_reasoning_and_refusals_together_may_have_64_megabytes() {
        String megabyte = "x".repeat(1 << 20);
        for (int i = 0; i < 20; i++) {
            answer.text(megabyte);
            // a piece that repeats all reasoning so far is ignored
            answer.reasoning((i == 0 ? "y" : "x").repeat(1 << 20));
            answer.refusal(megabyte);
        }
        // in UTF-8 these are 3 bytes each
        answer.text("바".repeat(1 << 20));
        answer.reasoning(megabyte);
        assertThatThrownBy(() -> answer.text("x"))
                .isInstanceOfSatisfying(
                        ProviderException.class,
                        thrown -> assertThat(thrown.failure()).isEqualTo(Failure.MALFORMED))
                .hasMessage("The text of the answer is larger than 64 MB.");
        assertThat(answer.text()).hasSize(21 << 20);
    }
}
