package org.llmtestbench.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmtestbench.provider.Attempt;
import org.llmtestbench.provider.CompletionRequest;
import org.llmtestbench.provider.CompletionResponse;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.InvalidSettingException;
import org.llmtestbench.provider.Provider;
import org.llmtestbench.provider.Provider.TokenCount;
import org.llmtestbench.provider.ProviderException;

/** The content and the URL of requests. JSON is written with single quotes. */
@QuarkusTest
class AnthropicProviderTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final CompletionRequest HELLO =
            CompletionRequest.builder().model("m").user("Hello").build();

    @Inject
    AnthropicProviderFactory factory;

    private final Vendor vendor = new Vendor();

    @AfterEach
    void stop() {
        vendor.close();
    }

    private Provider provider(
            String keyVariable, String version, Map<String, String> headers, Map<String, String> query) {
        return factory.connect(vendor.settings(keyVariable, version, headers, query, TIMEOUT));
    }

    private Provider provider() {
        return factory.connect(vendor.settings());
    }

    private static ProviderException failure(Uni<?> call) {
        return catchThrowableOfType(ProviderException.class, () -> result(call));
    }

    private static <T> T result(Uni<T> call) {
        return call.await().atMost(TIMEOUT);
    }

    @Test
    void whole_and_streamed_answers_use_the_same_url() {
        vendor.answers(200, Vendor.HI);
        result(provider().complete(HELLO));
        result(provider().stream(HELLO, delta -> {}));
        assertThat(vendor.calls()).extracting(LoggedRequest::getUrl).containsExactly("/v1/messages", "/v1/messages");
        assertThat(vendor.calls()).allSatisfy(call -> {
            assertThat(call.header("x-api-key").values()).containsExactly("sk-PLANTED-0123456789");
            assertThat(call.header("anthropic-version").values()).containsExactly("2023-06-01");
            assertThat(call.header("content-type").values()).containsExactly("application/json");
            assertThat(call.getHeader("authorization")).isNull();
        });
        assertThat(vendor.calls().stream().filter(call -> call.getBodyAsString().contains("\"stream\":true")))
                .hasSize(1);
    }

    @Test
    void the_version_and_extra_headers_are_configurable() {
        vendor.answers(200, Vendor.HI);
        Map<String, String> headers = Map.of("Authorization", "Bearer t", "anthropic-beta", "a,b");
        result(provider("", "2026-10-21", headers, Map.of()).complete(HELLO));
        LoggedRequest call = vendor.calls().get(0);
        assertThat(call.header("anthropic-version").values()).containsExactly("2026-10-21");
        assertThat(call.getHeader("anthropic-beta")).isEqualTo("a,b");
        assertThat(call.getHeader("authorization")).isEqualTo("Bearer t");
        assertThat(call.getHeader("x-api-key")).isNull();
    }

    @Test
    void a_version_that_is_not_a_date_is_rejected_immediately() {
        assertThatThrownBy(() -> provider("PLANTED_KEY", "v1\nx: y", Map.of(), Map.of()))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("api_version: 'v1\nx: y' is not a date.");
    }

    @ParameterizedTest
    @CsvSource({
        "beta, true, /v1/models?limit=1&beta=true",
        "limit, 5, /v1/models?limit=5",
    })
    void the_configuration_check_lists_one_model(String parameter, String value, String url) {
        vendor.answers(200, "{'data':[]}");
        result(provider("PLANTED_KEY", null, Map.of(), Map.of(parameter, value)).validateConfig());
        assertThat(vendor.calls()).extracting(LoggedRequest::getUrl).containsExactly(url);
    }

    @Test
    void a_wrong_base_url_is_not_reported_as_an_unknown_model() {
        vendor.answers(404, "{'type':'error','error':{'type':'not_found_error','message':'Not found'}}");
        ProviderException e = failure(provider().validateConfig());
        assertThat(e.failure()).isEqualTo(Failure.INVALID_REQUEST);
        assertThat(e.hint().orElseThrow()).startsWith("Check base_url");
    }

    @Test
    void the_token_count_of_the_vendor_is_exact() {
        vendor.answers(200, "{'input_tokens':14}");
        assertThat(result(provider().countTokens(HELLO))).isEqualTo(new TokenCount(14, true));
        assertThat(vendor.calls().get(0).getUrl()).isEqualTo("/v1/messages/count_tokens");
        assertThat(vendor.calls().get(0).getBodyAsString()).doesNotContain("max_tokens");
    }

    @Test
    void a_token_count_fails_in_the_same_way_as_a_completion() {
        vendor.answers(404, "{'error':{'type':'not_found_error','message':'model: m'}}");
        assertThat(failure(provider().countTokens(HELLO)).failure()).isEqualTo(Failure.MODEL_NOT_FOUND);
        vendor.answers(200, "{}");
        assertThat(failure(provider().countTokens(HELLO)).failure()).isEqualTo(Failure.MALFORMED);
    }

    @Test
    void calls_other_than_completions_have_a_timeout() {
        vendor.answersAfterTimeout("{'input_tokens':14}");
        Provider withShortTimeout =
                factory.connect(vendor.settings("", null, Map.of(), Map.of(), Duration.ofMillis(100)));
        assertThat(failure(withShortTimeout.validateConfig()).failure()).isEqualTo(Failure.TIMEOUT);
        assertThat(failure(withShortTimeout.countTokens(HELLO)).failure()).isEqualTo(Failure.TIMEOUT);
    }

    @Test
    void an_invalid_request_is_not_sent() {
        CompletionRequest blank =
                CompletionRequest.builder().model("m").user("a").assistant(" ").build();
        assertThat(failure(provider().complete(blank)).failure()).isEqualTo(Failure.USAGE);
        assertThat(failure(provider().stream(blank, delta -> {})).failure()).isEqualTo(Failure.USAGE);
        assertThat(failure(provider().countTokens(blank)).failure()).isEqualTo(Failure.USAGE);
        assertThat(vendor.calls()).isEmpty();
    }

    @Test
    void an_error_as_the_first_event_is_retried_and_has_the_request_id() {
        vendor.streams("event: error\ndata: {'type':'error','error':{'type':'overloaded_error','message':'Overloaded'},"
                + "'request_id':'req_7'}\n\n");
        ProviderException e = failure(provider().stream(HELLO, delta -> {}));
        assertThat(e.failure()).isEqualTo(Failure.UNAVAILABLE);
        assertThat(e.response().orElseThrow().attempts())
                .extracting(Attempt::requestId)
                .containsExactly("req_7", "req_7");
    }

    @Test
    void a_refusal_keeps_the_text_and_the_usage() {
        vendor.answers(
                200,
                "{'content':[{'type':'text','text':'First'}],'stop_reason':'refusal',"
                        + "'usage':{'input_tokens':8,'output_tokens':2}}");
        ProviderException e = failure(provider().complete(HELLO));
        assertThat(e.failure()).isEqualTo(Failure.REFUSED);
        CompletionResponse partial = e.response().orElseThrow();
        assertThat(partial.content()).isEqualTo("First");
        assertThat(partial.usage().total()).isEqualTo(10);
        assertThat(vendor.calls()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"claude-opus-4-6, 3", "claude-haiku-4-5-20251001, 3", "claude-haiku-5-5, 4", "unheard-of, 4"})
    void tokens_are_estimated_by_model_generation(String model, long tokens) {
        assertThat(provider().estimateTokens("0123456789", model)).isEqualTo(new TokenCount(tokens, false));
        assertThat(provider().estimateTokens("", model)).isEqualTo(new TokenCount(0, false));
    }

    @Test
    void a_prompt_of_more_than_200_000_tokens_is_sent_unchanged() {
        vendor.answers(200, Vendor.HI);
        CompletionRequest longPrompt = CompletionRequest.builder()
                .model("m")
                .user("word ".repeat(250_000))
                .build();
        result(provider().complete(longPrompt));
        result(provider().stream(longPrompt, delta -> {}));
        assertThat(vendor.calls()).allSatisfy(call -> assertThat(call.getBody()).hasSizeGreaterThan(1_250_000));
    }
}
