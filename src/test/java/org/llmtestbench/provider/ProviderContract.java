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

/** What every dialect promises; a dialect's own test gives its name and its bodies. */
abstract class ProviderContract {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject
    ProviderRegistry providers;

    private final WireMockServer vendor =
            new WireMockServer(options().bindAddress("127.0.0.1").dynamicPort());
    private final List<Delta> deltas = new ArrayList<>();

    /** The provider's name. */
    protected abstract String provider();

    /** A whole answer, id {@code id-1}, with the text {@code Hello there}, 9 tokens in and 2 out. */
    protected abstract String whole();

    /** The same answer as the events of a stream, each with its blank line; the last one is the terminator. */
    protected abstract List<String> stream();

    /** How many of the stream's events come before any text. */
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

    private void answers(ResponseDefinitionBuilder... inTurn) {
        for (int i = 0; i < inTurn.length; i++) {
            vendor.stubFor(any(anyUrl())
                    .inScenario("turns")
                    .whenScenarioStateIs(turn(i))
                    .willSetStateTo(turn(Math.min(i + 1, inTurn.length - 1)))
                    .willReturn(inTurn[i]));
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

    private String spoken() {
        return deltas.stream().map(Delta::text).collect(Collectors.joining());
    }

    @Test
    void it_goes_by_its_name() {
        assertThat(provider(Map.of()).name()).isEqualTo(provider());
        assertThat(provider(Map.of()).defaultModel()).isEqualTo("a-model");
    }

    @Test
    void a_whole_answer_arrives_with_all_that_belongs_to_it() {
        answers(json(200, whole()));
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
    void a_streamed_answer_is_the_same_answer() {
        answers(events(stream()));
        CompletionResponse response = streamed();
        assertThat(spoken()).isEqualTo("Hello there").isEqualTo(response.content());
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
        answers(json(200, whole()));
        complete();
        LoggedRequest call = calls().get(0);
        assertThat(call.getHeaders().toString()).contains("sk-PLANTED-0123456789");
        assertThat(call.getBodyAsString() + call.getUrl()).doesNotContain("PLANTED");
        assertThat(call.getHeader("user-agent")).startsWith("llm-test-bench/");
    }

    @Test
    void a_key_that_comes_back_in_an_error_is_not_shown() {
        answers(json(401, error("authentication_error", null, "bad key sk-PLANTED-0123456789")));
        assertThat(failure()).hasMessageContaining("[key]").hasMessageNotContaining("PLANTED");
    }

    @Test
    void a_missing_key_fails_before_anything_is_sent() {
        Provider keyless = provider(Map.of("api_key_env", "NOT_SET_ANYWHERE"));
        assertThat(failure(keyless.complete(request())).failure()).isEqualTo(Failure.AUTHENTICATION);
        assertThat(failure(keyless.stream(request(), deltas::add)).failure()).isEqualTo(Failure.AUTHENTICATION);
        assertThat(calls()).isEmpty();
    }

    @Test
    void what_passes_is_tried_again() {
        answers(busy(), busy(), json(200, whole()));
        CompletionResponse response = complete();
        assertThat(calls()).hasSize(3);
        assertThat(response.attempts().stream().map(Attempt::failure))
                .containsExactly(Failure.UNAVAILABLE, Failure.UNAVAILABLE, null);
    }

    @Test
    void a_stream_that_was_refused_is_tried_again() {
        answers(busy(), events(stream()));
        assertThat(streamed().content()).isEqualTo("Hello there");
        assertThat(calls()).hasSize(2);
    }

    @Test
    void a_stream_that_broke_before_its_first_word_is_tried_again() {
        answers(events(stream().subList(0, eventsBeforeText())).withHeader("retry-after-ms", "1"), events(stream()));
        assertThat(streamed().attempts().get(0).failure()).isEqualTo(Failure.UNREACHABLE);
        assertThat(spoken()).isEqualTo("Hello there");
    }

    @Test
    void a_stream_that_broke_after_its_first_word_is_not() {
        answers(events(stream().subList(0, eventsBeforeText() + 1)), events(stream()));
        ProviderException failure = failure(provider(Map.of()).stream(request(), deltas::add));
        assertThat(failure.failure()).isEqualTo(Failure.MALFORMED);
        assertThat(failure.response().orElseThrow().content())
                .isEqualTo(spoken())
                .isNotEmpty();
        assertThat(calls()).hasSize(1);
    }

    @Test
    void permanent_failures_are_not_retried() {
        answers(json(400, error("invalid_request_error", null, "no such field")));
        assertThat(failure().failure()).isEqualTo(Failure.INVALID_REQUEST);
        assertThat(calls()).hasSize(1);
    }

    @Test
    void retries_end_by_the_endpoints_own_number() {
        answers(busy());
        ProviderException end = failure(provider(Map.of("max_retries", "1")).complete(request()));
        assertThat(end.failure()).isEqualTo(Failure.UNAVAILABLE);
        assertThat(end.response().orElseThrow().attempts()).hasSize(2);
        assertThat(calls()).hasSize(2);
    }

    @Test
    void a_silent_server_runs_into_the_endpoints_own_timeout() {
        answers(json(200, whole()).withFixedDelay(60_000));
        Provider impatient = provider(Map.of("timeout", "100ms", "max_retries", "0"));
        assertThat(failure(impatient.complete(request())).failure()).isEqualTo(Failure.TIMEOUT);
        assertThat(failure(impatient.stream(request(), deltas::add)).failure()).isEqualTo(Failure.TIMEOUT);
    }

    @Test
    void a_page_instead_of_json_is_malformed() {
        answers(aResponse().withHeader("content-type", "text/html").withBody("<html><title>Login</title></html>"));
        assertThat(failure().failure()).isEqualTo(Failure.MALFORMED);
        ProviderException streamed = failure(provider(Map.of()).stream(request(), deltas::add));
        assertThat(streamed).hasMessageContaining("an HTML page, \"Login\"");
        assertThat(streamed.failure()).isEqualTo(Failure.MALFORMED);
    }

    @Test
    void a_whole_answer_to_a_request_for_a_stream_is_taken() {
        answers(json(200, whole()));
        CompletionResponse response = streamed();
        assertThat(response.content()).isEqualTo("Hello there").isEqualTo(spoken());
        assertThat(response.warnings()).contains("The server did not stream; the answer came as a whole.");
    }

    @Test
    void a_redirect_is_not_followed() {
        answers(aResponse().withStatus(307).withHeader("location", vendor.baseUrl() + "/elsewhere"));
        assertThat(failure().hint().orElseThrow()).startsWith("Redirects are not followed with a key.");
        assertThat(calls()).hasSize(1);
    }

    @Test
    void a_closed_port_is_unreachable() {
        Provider gone = provider(Map.of("base_url", "http://127.0.0.1:1/v1", "max_retries", "0"));
        assertThat(failure(gone.complete(request())).failure()).isEqualTo(Failure.UNREACHABLE);
        assertThat(failure(gone.stream(request(), deltas::add)).failure()).isEqualTo(Failure.UNREACHABLE);
    }

    @Test
    void a_valid_configuration_is_told_from_a_refused_key() {
        answers(json(200, models()), json(401, error("authentication_error", null, "bad key")));
        provider(Map.of()).validateConfig().await().atMost(SOON);
        assertThat(failure(provider(Map.of()).validateConfig()).failure()).isEqualTo(Failure.AUTHENTICATION);
        assertThat(failure(provider(Map.of("api_key_env", "NOT_SET_ANYWHERE")).validateConfig())
                        .failure())
                .isEqualTo(Failure.AUTHENTICATION);
        assertThat(calls()).hasSize(2);
    }

    @Test
    void the_vendors_own_list_of_models_is_read() {
        answers(json(200, models()));
        assertThat(provider(Map.of()).liveModels().await().atMost(SOON).stream().map(ListedModel::id))
                .containsExactly("a-model");
    }

    @Test
    void tokens_are_counted_without_asking_the_vendor() {
        assertThat(provider(Map.of())
                        .estimateTokens("Hello there, how are you?", "a-model")
                        .tokens())
                .isBetween(3L, 15L);
        assertThat(provider(Map.of()).estimateTokens("", "a-model").tokens()).isZero();
        assertThat(calls()).isEmpty();
    }

    @Test
    void models_are_known_without_asking_the_vendor() {
        Provider provider = provider(Map.of());
        assertThat(provider.supportedModels()).isNotEmpty();
        String known = provider.supportedModels().get(0).id();
        assertThat(provider.maxContextLength(known).orElseThrow()).isGreaterThan(1000);
        assertThat(provider.maxContextLength("a-model")).isEmpty();
    }
}
