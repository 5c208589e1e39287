package org.llmtestbench.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompletionRequestTest {
    private static CompletionRequest.Builder hello() {
        return CompletionRequest.builder().model("m").user("Hello");
    }

    @Test
    void a_request_contains_all_values_of_its_builder() {
        CompletionRequest request = CompletionRequest.builder()
                .model("gpt")
                .system("be brief")
                .user("2+2?")
                .assistant("4")
                .user("sure?")
                .maxTokens(5)
                .temperature(0.5)
                .topP(0.9)
                .stop(List.of("END"))
                .extra(Map.of("seed", IntNode.valueOf(1)))
                .build();
        assertThat(request.messages().stream().map(m -> m.role().label() + ":" + m.content()))
                .containsExactly("system:be brief", "user:2+2?", "assistant:4", "user:sure?");
        assertThat(request.maxTokens()).isEqualTo(5);
        assertThat(request.temperature()).isEqualTo(0.5);
        assertThat(request.topP()).isEqualTo(0.9);
        assertThat(request.stop()).containsExactly("END");
        assertThat(request.extra()).containsEntry("seed", IntNode.valueOf(1));
    }

    @Test
    void values_that_are_not_set_are_null() {
        CompletionRequest request = hello().system(null).build();
        assertThat(request.messages()).hasSize(1);
        assertThat(request.maxTokens()).isNull();
        assertThat(request.temperature()).isNull();
        assertThat(request.topP()).isNull();
    }

    @Test
    void a_blank_prompt_is_not_sent() {
        assertRejected(CompletionRequest.builder().model("m").system("s").user(" \n"), "The prompt is empty.");
        assertRejected(CompletionRequest.builder().model("m").system("only"), "The prompt is empty.");
    }

    @Test
    void an_unpaired_surrogate_is_rejected_with_its_position() {
        String unpaired = "ab\uD83Dc";
        String problem = " contains an unpaired surrogate (\\uD83D at position 3). Write the whole character.";
        assertRejected(hello().user(unpaired), "Message 2 (user)" + problem);
        assertRejected(hello().system(unpaired), "Message 2 (system)" + problem);
        assertRejected(hello().model(unpaired), "The model's name" + problem);
        assertRejected(hello().stop(List.of("END", unpaired)), "A stop sequence" + problem);
        assertRejected(hello().extra(Map.of("user", TextNode.valueOf(unpaired))), "The extra field user" + problem);
        assertRejected(hello().extra(Map.of(unpaired, IntNode.valueOf(1))), "The name of an extra field" + problem);
        assertThat(hello().user("😀").build().messages()).hasSize(2);
    }

    @Test
    void a_model_is_required() {
        assertRejected(CompletionRequest.builder().user("x"), "No model is set.");
        assertRejected(hello().model(" "), "No model is set.");
    }

    @Test
    void numbers_out_of_range_are_rejected_with_their_name() {
        assertRejected(hello().maxTokens(0), "max tokens must be at least 1, not 0.");
        assertRejected(hello().temperature(2.1), "temperature must be between 0 and 2, not 2.1.");
        assertRejected(hello().temperature(Double.NaN), "temperature must be between 0 and 2, not NaN.");
        assertRejected(hello().topP(-0.1), "top-p must be between 0 and 1, not -0.1.");
        assertRejected(hello().stop(List.of("")), "A stop sequence is empty.");
    }

    @Test
    void extra_fields_keep_their_order() {
        CompletionRequest request = hello().extra(Map.of("z", IntNode.valueOf(1)))
                .extra(Map.of("a", IntNode.valueOf(2)))
                .build();
        assertThat(request.extra().keySet()).containsExactly("z", "a");
    }

    @Test
    void counts_deltas_and_messages_reject_invalid_values() {
        assertThatThrownBy(() -> new TokenUsage(-1, 0, 0, 0, 0, 0, false)).hasMessageContaining("prompt -1");
        assertThatThrownBy(() -> new Delta(Delta.Kind.TEXT, "")).hasMessage("The text of a delta must not be empty.");
        assertThatThrownBy(() -> new Message(Message.Role.USER, null)).hasMessage("content");
        assertThat(TokenUsage.estimated(3, 4)).isEqualTo(new TokenUsage(3, 4, 7, 0, 0, 0, true));
    }

    @Test
    void finish_reasons_have_the_documented_labels() {
        assertThat(Arrays.stream(FinishReason.values()).map(FinishReason::label))
                .containsExactly(
                        "stop", "length", "content_filter", "tool_calls", "refusal", "pause", "error", "unknown");
    }

    private static void assertRejected(CompletionRequest.Builder request, String message) {
        assertThatThrownBy(request::build)
                .isInstanceOfSatisfying(
                        ProviderException.class, e -> assertThat(e.failure()).isEqualTo(Failure.USAGE))
                .hasMessage(message);
    }
}
