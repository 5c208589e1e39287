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

/** What is sent, and where to; JSON is written with single quotes. */
@QuarkusTest
class AnthropicProviderTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final CompletionRequest HELLO =
            CompletionRequest.builder().model("m").user("Hello").build();

    @Inject
    AnthropicProviderFactory dialect;

    private final Vendor vendor = new Vendor();

    @AfterEach
    void stop() {
        vendor.close();
    }

    private Provider provider(
            String keyVariable, String version, Map<String, String> headers, Map<String, String> query) {
        return dialect.connect(vendor.settings(keyVariable, version, headers, query, SOON));
    }

    private Provider provider() {
        return dialect.connect(vendor.settings());
    }

    private static ProviderException failure(Uni<?> call) {
        return catchThrowableOfType(ProviderException.class, () -> result(call));
    }

    private static <T> T result(Uni<T> call) {
        return call.await().atMost(SOON);
    }

    @Test
    void whole_and_streamed_answers_are_asked_for_at_one_address() {
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
    void version_and_further_headers_are_configured() {
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
    void a_version_that_is_no_date_is_refused_at_once() {
        assertThatThrownBy(() -> provider("PLANTED_KEY", "v1\nx: y", Map.of(), Map.of()))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("api_version: 'v1\nx: y' is not a date.");
    }

    @ParameterizedTest
    @CsvSource({
        "beta, true, /v1/models?limit=1&beta=true",
        "limit, 5, /v1/models?limit=5",
    })
    void a_configuration_is_checked_with_one_model(String parameter, String value, String url) {
        vendor.answers(200, "{'data':[]}");
        result(provider("PLANTED_KEY", null, Map.of(), Map.of(parameter, value)).validateConfig());
        assertThat(vendor.calls()).extracting(LoggedRequest::getUrl).containsExactly(url);
    }

    @Test
    void a_wrong_address_is_not_taken_for_a_model() {
        vendor.answers(404, "{'type':'error','error':{'type':'not_found_error','message':'Not found'}}");
        ProviderException e = failure(provider().validateConfig());
        assertThat(e.failure()).isEqualTo(Failure.INVALID_REQUEST);
        assertThat(e.hint().orElseThrow()).startsWith("Check base_url");
    }

    @Test
    void the_vendor_counts_exactly() {
        vendor.answers(200, "{'input_tokens':14}");
        assertThat(result(provider().countTokens(HELLO))).isEqualTo(new TokenCount(14, true));
        assertThat(vendor.calls().get(0).getUrl()).isEqualTo("/v1/messages/count_tokens");
        assertThat(vendor.calls().get(0).getBodyAsString()).doesNotContain("max_tokens");
    }

    @Test
    void a_count_fails_like_an_answer() {
        vendor.answers(404, "{'error':{'type':'not_found_error','message':'model: m'}}");
        assertThat(failure(provider().countTokens(HELLO)).failure()).isEqualTo(Failure.MODEL_NOT_FOUND);
        vendor.answers(200, "{}");
        assertThat(failure(provider().countTokens(HELLO)).failure()).isEqualTo(Failure.MALFORMED);
    }

    @Test
    void a_silent_server_runs_into_the_timeout_beside_answers_too() {
        vendor.answersLate("{'input_tokens':14}");
        Provider impatient = dialect.connect(vendor.settings("", null, Map.of(), Map.of(), Duration.ofMillis(100)));
        assertThat(failure(impatient.validateConfig()).failure()).isEqualTo(Failure.TIMEOUT);
        assertThat(failure(impatient.countTokens(HELLO)).failure()).isEqualTo(Failure.TIMEOUT);
    }

    @Test
    void what_would_be_refused_is_not_sent() {
        CompletionRequest blank =
                CompletionRequest.builder().model("m").user("a").assistant(" ").build();
        assertThat(failure(provider().complete(blank)).failure()).isEqualTo(Failure.USAGE);
        assertThat(failure(provider().stream(blank, delta -> {})).failure()).isEqualTo(Failure.USAGE);
        assertThat(failure(provider().countTokens(blank)).failure()).isEqualTo(Failure.USAGE);
        assertThat(vendor.calls()).isEmpty();
    }

    @Test
    void an_error_as_the_first_event_is_tried_again_and_names_its_request() {
        vendor.streams("event: error\ndata: {'type':'error','error':{'type':'overloaded_error','message':'Overloaded'},"
                + "'request_id':'req_7'}\n\n");
        ProviderException e = failure(provider().stream(HELLO, delta -> {}));
        assertThat(e.failure()).isEqualTo(Failure.UNAVAILABLE);
        assertThat(e.response().orElseThrow().attempts())
                .extracting(Attempt::requestId)
                .containsExactly("req_7", "req_7");
    }

    @Test
    void a_refusal_keeps_its_text_and_its_usage() {
        vendor.answers(
                200,
                "{'content':[{'type':'text','text':'First'}],'stop_reason':'refusal',"
                        + "'usage':{'input_tokens':8,'output_tokens':2}}");
        ProviderException e = failure(provider().complete(HELLO));
        assertThat(e.failure()).isEqualTo(Failure.REFUSED);
        CompletionResponse soFar = e.response().orElseThrow();
        assertThat(soFar.content()).isEqualTo("First");
        assertThat(soFar.usage().total()).isEqualTo(10);
        assertThat(vendor.calls()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"claude-opus-4-6, 3", "claude-haiku-4-5-20251001, 3", "claude-haiku-5-5, 4", "unheard-of, 4"})
    void tokens_are_estimated_by_generation(String model, long tokens) {
        assertThat(provider().estimateTokens("0123456789", model)).isEqualTo(new TokenCount(tokens, false));
        assertThat(provider().estimateTokens("", model)).isEqualTo(new TokenCount(0, false));
    }

    @Test
    void a_prompt_of_more_than_200_000_tokens_is_sent_as_it_is() {
        vendor.answers(200, Vendor.HI);
        CompletionRequest novel = CompletionRequest.builder()
                .model("m")
                .user("word ".repeat(250_000))
                .build();
        result(provider().complete(novel));
        result(provider().stream(novel, delta -> {}));
        assertThat(vendor.calls()).allSatisfy(call -> assertThat(call.getBody()).hasSizeGreaterThan(1_250_000));
    }
}
