package org.llmtestbench.provider;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.quarkus.arc.All;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtestbench.config.Surroundings;

/** Two endpoints of one dialect, used at the same time, share no keys, headers, retries or timeouts. */
@QuarkusTest
class EndpointsApartTest {
    private static final int CALLS = 200;
    private static final Duration SOON = Duration.ofSeconds(60);

    /** One endpoint and its server. The server must only receive the values of this endpoint. */
    private record Side(WireMockServer server, String name, String keyVariable, String key) {
        static Side of(String name, String keyVariable, String key) {
            WireMockServer server = new WireMockServer(options()
                    .bindAddress("127.0.0.1")
                    .dynamicPort()
                    .containerThreads(40)
                    .asynchronousResponseEnabled(true)
                    .asynchronousResponseThreads(4));
            server.start();
            server.stubFor(requestFor("plain").willReturn(okJson(answer(name))));
            server.stubFor(
                    requestFor("busy").willReturn(aResponse().withStatus(503).withHeader("retry-after-ms", "1")));
            server.stubFor(requestFor("slow").willReturn(okJson(answer(name)).withFixedDelay(600)));
            return new Side(server, name, keyVariable, key);
        }

        private static MappingBuilder requestFor(String kind) {
            return post(anyUrl()).withRequestBody(matchingJsonPath("$.model", containing(kind)));
        }

        private static String answer(String text) {
            return """
                    {"id":"id-1","model":"m","choices":[{"index":0,"message":{"content":"%s"},"finish_reason":"stop"}],
                     "usage":{"prompt_tokens":1,"completion_tokens":1}}""".formatted(text);
        }

        String table(String timeout, int retries) {
            return """
                    [providers.%1$s]
                    base_url = "%2$s/v1"
                    timeout = "%3$s"
                    max_retries = %4$d
                    headers = { x-side = "%1$s" }
                    query = { side = "%1$s" }
                    """.formatted(name, server.baseUrl(), timeout, retries);
        }

        List<LoggedRequest> received() {
            return server.findAll(anyRequestedFor(anyUrl()));
        }
    }

    @Inject
    @All
    List<ProviderFactory> dialects;

    @TempDir
    Path home;

    private Side left;
    private Side right;
    private ProviderRegistry providers;

    @BeforeEach
    void start() {
        left = Side.of("left", "PLANTED_KEY", "sk-PLANTED-0123456789");
        right = Side.of("right", "OTHER_PLANTED_KEY", "sk-OTHER-PLANTED-9876543210");
        Surroundings surroundings = new Surroundings(home).file(left.table("200ms", 0) + right.table("1m", 2));
        providers = new ProviderRegistry(new SettingsLoader(surroundings.config()), dialects);
    }

    @AfterEach
    void stop() {
        left.server().stop();
        right.server().stop();
    }

    private Provider provider(Side side, Map<String, String> extraFlags) {
        Map<String, String> flags = new HashMap<>(extraFlags);
        flags.put("api_key_env", side.keyVariable());
        flags.put("organization", "org-" + side.name());
        return providers.named(side.name(), flags);
    }

    private static Uni<CompletionResponse> call(Provider provider, String model, boolean stream) {
        CompletionRequest request =
                CompletionRequest.builder().model(model).user("Hello").build();
        return stream ? provider.stream(request, delta -> {}) : provider.complete(request);
    }

    @Test
    void keys_headers_and_queries_are_only_sent_to_their_endpoint() {
        // with its own short timeout, the left endpoint would fail on a slow machine
        Provider toLeft = provider(left, Map.of("timeout", "1m"));
        Provider toRight = provider(right, Map.of());
        List<Uni<CompletionResponse>> calls = IntStream.range(0, CALLS)
                .mapToObj(
                        i -> call(i % 2 == 0 ? toLeft : toRight, "plain-" + (i % 2 == 0 ? "left" : "right"), i % 4 > 1))
                .toList();
        List<CompletionResponse> answers =
                Uni.join().all(calls).andFailFast().await().atMost(SOON);
        for (int i = 0; i < CALLS; i++) {
            assertThat(answers.get(i).content()).isEqualTo(i % 2 == 0 ? "left" : "right");
        }
        for (Side side : List.of(left, right)) {
            Side other = side == left ? right : left;
            assertThat(side.received()).hasSize(CALLS / 2).allSatisfy(request -> {
                assertThat(request.getHeader("authorization")).isEqualTo("Bearer " + side.key());
                assertThat(request.getHeader("x-side")).isEqualTo(side.name());
                assertThat(request.getHeader("openai-organization")).isEqualTo("org-" + side.name());
                assertThat(request.getUrl()).isEqualTo("/v1/chat/completions?side=" + side.name());
                assertThat(all(request)).doesNotContain(other.key()).noneMatch(text -> text.contains(other.name()));
            });
        }
    }

    private static List<String> all(LoggedRequest request) {
        List<String> all = new ArrayList<>(
                request.getHeaders().all().stream().map(HttpHeader::toString).toList());
        all.add(request.getUrl());
        all.add(request.getBodyAsString());
        return all;
    }

    @Test
    void retries_and_timeouts_apply_only_to_their_endpoint() {
        Provider toLeft = provider(left, Map.of());
        Provider toRight = provider(right, Map.of());
        Provider leftWithLongTimeout = provider(left, Map.of("timeout", "1m"));
        List<Uni<Object>> calls = Stream.of(
                        call(leftWithLongTimeout, "busy", false),
                        call(toRight, "busy", false),
                        call(toLeft, "slow", true),
                        call(toRight, "slow", true))
                .map(call -> call.map(Object.class::cast).onFailure().recoverWithItem(failure -> failure))
                .toList();
        List<Object> results = Uni.join().all(calls).andFailFast().await().atMost(SOON);
        assertThat(attempts(results.get(0))).containsExactly(Failure.UNAVAILABLE);
        assertThat(attempts(results.get(1)))
                .containsExactly(Failure.UNAVAILABLE, Failure.UNAVAILABLE, Failure.UNAVAILABLE);
        assertThat(attempts(results.get(2))).containsExactly(Failure.TIMEOUT);
        assertThat(((CompletionResponse) results.get(3)).content()).isEqualTo("right");
    }

    private static List<Failure> attempts(Object result) {
        return ((ProviderException) result)
                .response().orElseThrow().attempts().stream()
                        .map(Attempt::failure)
                        .toList();
    }
}
