package org.llmtestbench.provider;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The tests that every dialect must pass. A subclass provides the name and the bodies of its dialect. */
abstract class ProviderContract {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject
    ProviderRegistry providers;

    private final WireMockServer vendor =
            new WireMockServer(options().bindAddress("127.0.0.1").dynamicPort());
    private final List<Delta> deltas = new ArrayList<>();

    /** The provider's name. */
    protected abstract String provider();

    /** A whole response, id {@code id-1}, with the text {@code Hello there}, 9 input and 2 output tokens. */
    protected abstract String whole();

    /** The same response as the events of a stream, each with its blank line; the last one ends the stream. */
    protected abstract List<String> stream();

    /** The number of events before the first text. */
    protected abstract int eventsBeforeText();

    /** An error body. */
    protected abstract String error(String type, String code, String message);

    /** A list of models. */
    protected abstract String models();

    @BeforeEach
    void start() {
        vendor.start();
    }

    @AfterEach
    void stop() {
        vendor.stop();
    }

    private Provider provider(Map<String, String> flags) {
        Map<String, String> all = new LinkedHashMap<>(
                Map.of("base_url", vendor.baseUrl() + "/v1", "api_key_env", "PLANTED_KEY", "default_model", "a-model"));
        all.putAll(flags);
        return providers.named(provider(), all);
    }

    private CompletionRequest request() {
        return CompletionRequest.builder().model("a-model").user("Hello").build();
    }

    private CompletionResponse complete() {
        return provider(Map.of()).complete(request()).await().atMost(SOON);
    }

    private CompletionResponse streamed() {
        return provider(Map.of()).stream(request(), deltas::add).await().atMost(SOON);
    }

    private static ProviderException failure(Uni<?> call) {
        return catchThrowableOfType(ProviderException.class, () -> call.await().atMost(SOON));
    }

    private ProviderException failure() {
        return failure(provider(Map.of()).complete(request()));
    }

    private void respond(ResponseDefinitionBuilder... responses) {
        for (int i = 0; i < responses.length; i++) {
            vendor.stubFor(any(anyUrl())
                    .inScenario("turns")
                    .whenScenarioStateIs(turn(i))
                    .willSetStateTo(turn(Math.min(i + 1, responses.length - 1)))
                    .willReturn(responses[i]));
        }
    }

    private static String turn(int i) {
        return i == 0 ? Scenario.STARTED : "turn " + i;
    }

    private static ResponseDefinitionBuilder json(int status, String body) {
        return aResponse()
                .withStatus(status)
                .withHeader("content-type", "application/json")
                .withBody(body);
    }

    private static ResponseDefinitionBuilder busy() {
        return json(503, "{}").withHeader("retry-after-ms", "1");
    }

    private static ResponseDefinitionBuilder events(List<String> events) {
        return aResponse().withHeader("content-type", "text/event-stream").withBody(String.join("", events));
    }

    private List<LoggedRequest> calls() {
        return vendor.findAll(anyRequestedFor(anyUrl()));
    }

    private String receivedText() {
        return deltas.stream().map(Delta::text).collect(Collectors.joining());
    }

    @Test
    void a_provider_has_its_configured_name() {
        assertThat(provider(Map.of()).name()).isEqualTo(provider());
        assertThat(provider(Map.of()).defaultModel()).isEqualTo("a-model");
    }

    @Test
    void a_whole_response_has_all_its_values() {
        respond(json(200, whole()));
        CompletionResponse response = complete();
        assertThat(response.content()).isEqualTo("Hello there");
        assertThat(response.id()).isEqualTo("id-1");
        assertThat(response.model()).isEqualTo("a-model");
        assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(response.usage()).isEqualTo(new TokenUsage(9, 2, 11, 0, 0, 0, false));
        assertThat(response.timings().ttft()).isNull();
        assertThat(response.timings().total()).isPositive();
        assertThat(response.attempts())
                .singleElement()
                .satisfies(a -> assertThat(a.status()).isEqualTo(200));
    }

    @Test
    void a_streamed_response_has_the_same_values() {
        respond(events(stream()));
        CompletionResponse response = streamed();
        assertThat(receivedText()).isEqualTo("Hello there").isEqualTo(response.content());
        assertThat(deltas).hasSizeGreaterThan(1);
        assertThat(response.id()).isEqualTo("id-1");
        assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(response.usage()).isEqualTo(new TokenUsage(9, 2, 11, 0, 0, 0, false));
        assertThat(response.timings().ttft())
                .isPositive()
                .isLessThanOrEqualTo(response.timings().total());
        assertThat(response.timings().ttfo()).isEqualTo(response.timings().ttft());
        assertThat(response.timings().connect()).isPositive();
    }

    @Test
    void the_key_is_in_a_header_and_nowhere_else() {
        respond(json(200, whole()));
        complete();
        LoggedRequest call = calls().get(0);
        assertThat(call.getHeaders().toString()).contains("sk-PLANTED-0123456789");
        assertThat(call.getBodyAsString() + call.getUrl()).doesNotContain("PLANTED");
        assertThat(call.getHeader("user-agent")).startsWith("llm-test-bench/");
    }

    @Test
    void a_key_in_an_error_response_is_not_shown() {
        respond(json(401, error("authentication_error", null, "bad key sk-PLANTED-0123456789")));
        assertThat(failure()).hasMessageContaining("[key]").hasMessageNotContaining("PLANTED");
    }

    @Test
    void a_missing_key_fails_before_anything_is_sent() {
        Provider withoutKey = provider(Map.of("api_key_env", "NOT_SET_ANYWHERE"));
        assertThat(failure(withoutKey.complete(request())).failure()).isEqualTo(Failure.AUTHENTICATION);
        assertThat(failure(withoutKey.stream(request(), deltas::add)).failure()).isEqualTo(Failure.AUTHENTICATION);
        assertThat(calls()).isEmpty();
    }

    @Test
    void transient_failures_are_retried() {
        respond(busy(), busy(), json(200, whole()));
        CompletionResponse response = complete();
        assertThat(calls()).hasSize(3);
        assertThat(response.attempts().stream().map(Attempt::failure))
                .containsExactly(Failure.UNAVAILABLE, Failure.UNAVAILABLE, null);
    }

    @Test
    void a_rejected_stream_is_retried() {
        respond(busy(), events(stream()));
        assertThat(streamed().content()).isEqualTo("Hello there");
        assertThat(calls()).hasSize(2);
    }

    @Test
    void a_stream_that_breaks_before_the_first_text_is_retried() {
        respond(events(stream().subList(0, eventsBeforeText())).withHeader("retry-after-ms", "1"), events(stream()));
        assertThat(streamed().attempts().get(0).failure()).isEqualTo(Failure.UNREACHABLE);
        assertThat(receivedText()).isEqualTo("Hello there");
    }

    @Test
    void a_stream_that_breaks_after_the_first_text_is_not_retried() {
        respond(events(stream().subList(0, eventsBeforeText() + 1)), events(stream()));
        ProviderException failure = failure(provider(Map.of()).stream(request(), deltas::add));
        assertThat(failure.failure()).isEqualTo(Failure.MALFORMED);
        assertThat(failure.response().orElseThrow().content())
                .isEqualTo(receivedText())
                .isNotEmpty();
        assertThat(calls()).hasSize(1);
    }

    @Test
    void permanent_failures_are_not_retried() {
        respond(json(400, error("invalid_request_error", null, "no such field")));
        assertThat(failure().failure()).isEqualTo(Failure.INVALID_REQUEST);
        assertThat(calls()).hasSize(1);
    }

    @Test
    void the_number_of_retries_is_that_of_the_endpoint() {
        respond(busy());
        ProviderException failure = failure(provider(Map.of("max_retries", "1")).complete(request()));
        assertThat(failure.failure()).isEqualTo(Failure.UNAVAILABLE);
        assertThat(failure.response().orElseThrow().attempts()).hasSize(2);
        assertThat(calls()).hasSize(2);
    }

    @Test
    void a_server_that_does_not_respond_causes_the_timeout_of_the_endpoint() {
        respond(json(200, whole()).withFixedDelay(60_000));
        Provider withTimeout = provider(Map.of("timeout", "100ms", "max_retries", "0"));
        assertThat(failure(withTimeout.complete(request())).failure()).isEqualTo(Failure.TIMEOUT);
        assertThat(failure(withTimeout.stream(request(), deltas::add)).failure())
                .isEqualTo(Failure.TIMEOUT);
    }

    @Test
    void an_html_page_is_malformed() {
        respond(aResponse().withHeader("content-type", "text/html").withBody("<html><title>Login</title></html>"));
        assertThat(failure().failure()).isEqualTo(Failure.MALFORMED);
        ProviderException streamed = failure(provider(Map.of()).stream(request(), deltas::add));
        assertThat(streamed).hasMessageContaining("an HTML page, \"Login\"");
        assertThat(streamed.failure()).isEqualTo(Failure.MALFORMED);
    }

    @Test
    void a_whole_response_to_a_streaming_request_is_accepted() {
        respond(json(200, whole()));
        CompletionResponse response = streamed();
        assertThat(response.content()).isEqualTo("Hello there").isEqualTo(receivedText());
        assertThat(response.warnings()).contains("The server did not stream; the answer came as a whole.");
    }

    @Test
    void a_redirect_is_not_followed() {
        respond(aResponse().withStatus(307).withHeader("location", vendor.baseUrl() + "/elsewhere"));
        assertThat(failure().hint().orElseThrow()).startsWith("Redirects are not followed with a key.");
        assertThat(calls()).hasSize(1);
    }

    @Test
    void a_closed_port_is_unreachable() {
        Provider unreachable = provider(Map.of("base_url", "http://127.0.0.1:1/v1", "max_retries", "0"));
        assertThat(failure(unreachable.complete(request())).failure()).isEqualTo(Failure.UNREACHABLE);
        assertThat(failure(unreachable.stream(request(), deltas::add)).failure())
                .isEqualTo(Failure.UNREACHABLE);
    }

    @Test
    void a_valid_configuration_passes_and_a_rejected_key_fails() {
        respond(json(200, models()), json(401, error("authentication_error", null, "bad key")));
        provider(Map.of()).validateConfig().await().atMost(SOON);
        assertThat(failure(provider(Map.of()).validateConfig()).failure()).isEqualTo(Failure.AUTHENTICATION);
        assertThat(failure(provider(Map.of("api_key_env", "NOT_SET_ANYWHERE")).validateConfig())
                        .failure())
                .isEqualTo(Failure.AUTHENTICATION);
        assertThat(calls()).hasSize(2);
    }

    @Test
    void the_list_of_models_is_read() {
        respond(json(200, models()));
        assertThat(provider(Map.of()).liveModels().await().atMost(SOON).stream().map(ListedModel::id))
                .containsExactly("a-model");
    }

    @Test
    void tokens_are_estimated_without_a_request() {
        assertThat(provider(Map.of())
                        .estimateTokens("Hello there, how are you?", "a-model")
                        .tokens())
                .isBetween(3L, 15L);
        assertThat(provider(Map.of()).estimateTokens("", "a-model").tokens()).isZero();
        assertThat(calls()).isEmpty();
    }

    @Test
    void models_are_known_without_a_request() {
        Provider provider = provider(Map.of());
        assertThat(provider.supportedModels()).isNotEmpty();
        String known = provider.supportedModels().get(0).id();
        assertThat(provider.maxContextLength(known).orElseThrow()).isGreaterThan(1000);
        assertThat(provider.maxContextLength("a-model")).isEmpty();
    }
}
