package org.llmtestbench.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.TextNode;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A real vendor, asked for real: two short answers, well under a cent, and every failure that costs nothing. Runs with
 * {@code -Dreal-api} alone, and where the vendor's key is set.
 */
@EnabledIfSystemProperty(named = "real-api", matches = ".*")
abstract class RealApi {
    private static final Duration SOON = Duration.ofMinutes(2);

    @Inject
    ProviderRegistry providers;

    /** The provider's name. */
    protected abstract String provider();

    @BeforeEach
    void a_key_is_there() {
        String variable = providers.settings(provider()).apiKeyEnv();
        assumeTrue(System.getenv(variable) != null, variable + " is not set");
    }

    private Provider vendor() {
        return providers.named(provider(), Map.of());
    }

    private CompletionRequest.Builder request() {
        return CompletionRequest.builder()
                .model(vendor().defaultModel())
                .user("Reply with the single word OK.")
                .maxTokens(400);
    }

    private static Failure failure(Uni<?> call) {
        return catchThrowableOfType(ProviderException.class, () -> call.await().atMost(SOON))
                .failure();
    }

    @Test
    void a_whole_answer() {
        CompletionResponse response =
                vendor().complete(request().build()).await().atMost(SOON);
        assertThat(response.content()).containsIgnoringCase("ok");
        assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(response.usage().estimated()).isFalse();
        assertThat(response.attempts().get(0).requestId()).isNotBlank();
    }

    @Test
    void a_streamed_answer() {
        List<Delta> deltas = new ArrayList<>();
        CompletionResponse response =
                vendor().stream(request().build(), deltas::add).await().atMost(SOON);
        assertThat(deltas.stream()
                        .filter(delta -> delta.kind() == Delta.Kind.TEXT)
                        .map(Delta::text)
                        .collect(Collectors.joining()))
                .isEqualTo(response.content())
                .containsIgnoringCase("ok");
        assertThat(response.usage().estimated()).isFalse();
        assertThat(response.timings().ttft())
                .isLessThanOrEqualTo(response.timings().total());
    }

    @Test
    void the_key_is_valid() {
        vendor().validateConfig().await().atMost(SOON);
    }

    @Test
    void a_wrong_key() {
        // any variable that is set and is no key
        Provider stranger = providers.named(provider(), Map.of("api_key_env", "PLANTED_KEY"));
        assertThat(failure(stranger.complete(request().build()))).isEqualTo(Failure.AUTHENTICATION);
        assertThat(failure(stranger.validateConfig())).isEqualTo(Failure.AUTHENTICATION);
    }

    @Test
    void an_unknown_model() {
        assertThat(failure(
                        vendor().complete(request().model("no-such-model-here").build())))
                .isEqualTo(Failure.MODEL_NOT_FOUND);
    }

    @Test
    void a_wrong_address() {
        String base = providers.settings(provider()).baseUrl() + "/nowhere";
        Provider lost = providers.named(provider(), Map.of("base_url", base));
        assertThat(failure(lost.complete(request().build()))).isIn(Failure.INVALID_REQUEST, Failure.AUTHENTICATION);
    }

    @Test
    void a_wrong_parameter() {
        CompletionRequest wrong = request()
                .extra(Map.of("metadata", TextNode.valueOf("not an object")))
                .build();
        assertThat(failure(vendor().complete(wrong))).isEqualTo(Failure.INVALID_REQUEST);
        assertThat(failure(vendor().stream(wrong, delta -> {}))).isEqualTo(Failure.INVALID_REQUEST);
    }

    @Test
    void a_prompt_that_does_not_fit() {
        CompletionRequest tooLong = request().user("a ".repeat(1_200_000)).build();
        assertThat(failure(vendor().complete(tooLong))).isEqualTo(Failure.CONTEXT_LENGTH_EXCEEDED);
    }
}
