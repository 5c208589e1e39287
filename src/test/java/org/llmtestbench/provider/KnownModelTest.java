package org.llmtestbench.provider;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The effect of the model catalog on calls. */
@QuarkusTest
class KnownModelTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String RETIRED =
            "gpt-3.5-turbo was retired on 2026-10-23 (catalog of 2026-11-22)." + " Try gpt-5.6-terra.";

    @Inject
    ProviderRegistry providers;

    @Inject
    Vertx vertx;

    private final WireMockServer vendor =
            new WireMockServer(options().bindAddress("127.0.0.1").dynamicPort());

    @BeforeEach
    void start() {
        vendor.start();
        vendor.stubFor(post(anyUrl()).willReturn(okJson("""
                        {"id":"id-1","model":"m","choices":[{"index":0,"message":{"content":"Hello"},
                         "finish_reason":"stop"}],"usage":{"prompt_tokens":1000,"completion_tokens":500,
                         "prompt_tokens_details":{"cached_tokens":200},
                         "completion_tokens_details":{"reasoning_tokens":400}}}""")));
    }

    @AfterEach
    void stop() {
        vendor.stop();
    }

    private Provider provider(String name) {
        return providers.named(name, Map.of("base_url", vendor.baseUrl() + "/v1", "api_key_env", "PLANTED_KEY"));
    }

    private static CompletionRequest request(String model, String prompt) {
        return CompletionRequest.builder().model(model).user(prompt).build();
    }

    private CompletionResponse answer(String provider, String model) {
        return provider(provider).complete(request(model, "Hello")).await().atMost(SOON);
    }

    private int calls() {
        return vendor.findAll(anyRequestedFor(anyUrl())).size();
    }

    @Test
    void every_response_has_its_cost() {
        // gpt-6-luna 0.10 in, 0.01 cached, 0.50 out: 800 × 0.10 + 200 × 0.01 + 500 × 0.50 = 80 + 2 + 250 millionths
        CompletionResponse response = answer("openai", "gpt-6-luna");
        assertThat(response.costUsd()).isEqualByComparingTo("0.000332");
        assertThat(response.warnings()).isEmpty();
    }

    @Test
    void an_unknown_price_gives_no_cost_and_a_warning() {
        CompletionResponse response = answer("vllm", "gpt-6-luna");
        assertThat(response.costUsd()).isNull();
        assertThat(response.warnings())
                .singleElement()
                .asString()
                .startsWith("The cost is unknown: gpt-6-luna at vllm");
    }

    @Test
    void a_retired_model_gives_a_warning_and_is_still_called() {
        assertThat(provider("openai").deprecationWarnings("gpt-3.5-turbo")).containsExactly(RETIRED);
        CompletionResponse response = answer("openai", "gpt-3.5-turbo");
        assertThat(response.content()).isEqualTo("Hello");
        assertThat(response.warnings()).startsWith(RETIRED);
        assertThat(provider("openai").deprecationWarnings("gpt-6-luna")).isEmpty();
    }

    @Test
    void a_prompt_that_cannot_fit_is_not_sent() {
        // " hello" is one token in o200k_base: the prompt has 128,001, the context window of gpt-4o has 128,000
        ProviderException error = catchThrowableOfType(
                ProviderException.class,
                () -> provider("openai")
                        .complete(request("gpt-4o", " hello".repeat(128_001)))
                        .await()
                        .atMost(SOON));
        assertThat(error.failure()).isEqualTo(Failure.CONTEXT_LENGTH_EXCEEDED);
        assertThat(error).hasMessage("The prompt has 128001 tokens, but gpt-4o takes 128000. Nothing was sent.");
        assertThat(error.response()).isEmpty();
        assertThat(calls()).isZero();
    }

    @Test
    void a_prompt_that_may_fit_is_sent() {
        List<Delta> deltas = new ArrayList<>();
        provider("openai").stream(request("gpt-4o", " hello".repeat(128_000)), deltas::add)
                .await()
                .atMost(SOON);
        provider("vllm")
                .complete(request("gpt-4", " hello".repeat(10_000)))
                .await()
                .atMost(SOON);
        assertThat(calls()).isEqualTo(2);
    }

    @Test
    void a_long_prompt_can_be_sent_from_an_event_loop_thread() throws Exception {
        Provider provider = provider("openai");
        CompletableFuture<CompletionResponse> answer = new CompletableFuture<>();
        vertx.getOrCreateContext()
                .runOnContext(nothing -> provider.complete(request("gpt-4o", " hello".repeat(100_000)))
                        .subscribe()
                        .with(answer::complete, answer::completeExceptionally));
        assertThat(answer.get(SOON.toSeconds(), TimeUnit.SECONDS).content()).isEqualTo("Hello");
    }
}
