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
 * Tests against the API of a real vendor: two short answers, which cost less than a cent, and failures that are free.
 * Runs only with {@code -Dreal-api}, and only if the vendor's API key is set.
 */
@EnabledIfSystemProperty(named = "real-api", matches = ".*")
abstract class RealApi {
    private static final Duration SOON = Duration.ofMinutes(2);

    @Inject
    ProviderRegistry providers;

    /** The provider's name. */
    protected abstract String provider();

    @BeforeEach
    void require_an_api_key() {
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
    void a_whole_response() {
        CompletionResponse response =
                vendor().complete(request().build()).await().atMost(SOON);
        assertThat(response.content()).containsIgnoringCase("ok");
        assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(response.usage().estimated()).isFalse();
        assertThat(response.attempts().get(0).requestId()).isNotBlank();
    }

    @Test
    void a_streamed_response() {
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
    void an_invalid_key() {
        // any variable that is set and is not an API key
        Provider withInvalidKey = providers.named(provider(), Map.of("api_key_env", "PLANTED_KEY"));
        assertThat(failure(withInvalidKey.complete(request().build()))).isEqualTo(Failure.AUTHENTICATION);
        assertThat(failure(withInvalidKey.validateConfig())).isEqualTo(Failure.AUTHENTICATION);
    }

    @Test
    void an_unknown_model() {
        assertThat(failure(
                        vendor().complete(request().model("no-such-model-here").build())))
                .isEqualTo(Failure.MODEL_NOT_FOUND);
    }

    @Test
    void an_invalid_base_url() {
        String base = providers.settings(provider()).baseUrl() + "/nowhere";
        Provider withInvalidBaseUrl = providers.named(provider(), Map.of("base_url", base));
        assertThat(failure(withInvalidBaseUrl.complete(request().build())))
                .isIn(Failure.INVALID_REQUEST, Failure.AUTHENTICATION);
    }

    @Test
    void an_invalid_parameter() {
        CompletionRequest invalid = request()
                .extra(Map.of("metadata", TextNode.valueOf("not an object")))
                .build();
        assertThat(failure(vendor().complete(invalid))).isEqualTo(Failure.INVALID_REQUEST);
        assertThat(failure(vendor().stream(invalid, delta -> {}))).isEqualTo(Failure.INVALID_REQUEST);
    }

    @Test
    void a_prompt_that_does_not_fit() {
        CompletionRequest tooLong = request().user("a ".repeat(1_200_000)).build();
        assertThat(failure(vendor().complete(tooLong))).isEqualTo(Failure.CONTEXT_LENGTH_EXCEEDED);
    }
}
