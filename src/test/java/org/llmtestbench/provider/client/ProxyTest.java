package org.llmtestbench.provider.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.resilience.Certificates;
import org.llmtestbench.resilience.MisbehavingServer;
import org.llmtestbench.resilience.Received;
import org.llmtestbench.resilience.Reply;
import org.llmtestbench.resilience.Turn;

/** A real proxy in between; the names of the servers behind it are known to it alone. */
class ProxyTest {
    private static final String KEY = "sk-PLANTED-0123456789";
    private static final String LOGIN =
            "Basic " + Base64.getEncoder().encodeToString("jane:p@ss word".getBytes(StandardCharsets.UTF_8));

    @TempDir
    private static Path folder;

    private static Vertx vertx;
    private static Certificates certificates;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        certificates = new Certificates(folder);
    }

    @AfterAll
    static void stop() {
        vertx.close();
    }

    private static String ask(String baseUrl, Map<String, String> environment, boolean streamed) {
        Endpoint endpoint = Endpoint.of(
                Endpoints.settings(baseUrl, Map.of(), Map.of(), certificates.authority()),
                name -> KEY,
                environment::get,
                new EndpointLimiterRegistry(),
                secret -> Map.of("authorization", "Bearer " + secret));
        CallAttempt attempt = CallAttempt.unmeasured(endpoint, "m");
        CompletionClient client = new CompletionClient(endpoint, vertx);
        AtomicReference<String> answer = new AtomicReference<>();
        RequestPayload payload = new RequestPayload("chat", "{}".getBytes(StandardCharsets.UTF_8), null, List.of());
        Uni<Void> call = streamed
                ? client.events(payload, attempt, new FirstEvent(answer), body -> {
                    throw new AssertionError("It did not stream.");
                })
                : client.whole(payload, attempt, body -> answer.set(new String(body, StandardCharsets.UTF_8)));
        call.onFailure()
                .transform(thrown -> endpoint.key()
                        .redact(ExceptionMapper.of(thrown, endpoint).orElseThrow()))
                .await()
                .atMost(Duration.ofSeconds(30));
        return answer.get();
    }

    private record FirstEvent(AtomicReference<String> answer) implements SseEventHandler {
        @Override
        public boolean event(String name, byte[] data, int length) {
            answer.set(new String(data, 0, length, StandardCharsets.UTF_8));
            return true;
        }

        @Override
        public boolean isTruncationPossible() {
            return false;
        }

        @Override
        public Optional<String> foreign() {
            return Optional.empty();
        }
    }

    private static Reply answer(boolean streamed) {
        return streamed ? Reply.events("data: Hello\n\n") : Reply.json(200, "Hello");
    }

    private static String login(MisbehavingServer proxy) {
        return "http://jane:p%40ss%20word@127.0.0.1:" + proxy.port();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tls_goes_through_a_tunnel_and_the_proxy_sees_no_key(boolean streamed) {
        try (MisbehavingServer server =
                        MisbehavingServer.overTls(certificates.server("dns:api.corp.test"), answer(streamed));
                MisbehavingServer proxy = new MisbehavingServer(Turn.tunnel(server.port()))) {
            assertThat(ask("https://api.corp.test/v1", Map.of("HTTPS_PROXY", login(proxy)), streamed))
                    .isEqualTo("Hello");

            Received tunnel = proxy.requests().get(0);
            assertThat(tunnel.method() + " " + tunnel.path()).isEqualTo("CONNECT api.corp.test:443");
            assertThat(tunnel.headers()).containsEntry("proxy-authorization", LOGIN);
            assertThat(tunnel.toString()).doesNotContain(KEY);
            Received request = server.requests().get(0);
            assertThat(request.path()).isEqualTo("/v1/chat");
            assertThat(request.headers())
                    .containsEntry("authorization", "Bearer " + KEY)
                    .doesNotContainKey("proxy-authorization");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void plain_http_is_handed_to_the_proxy(boolean streamed) {
        try (MisbehavingServer proxy = new MisbehavingServer(answer(streamed))) {
            assertThat(ask("http://api.corp.test/v1", Map.of("http_proxy", login(proxy)), streamed))
                    .isEqualTo("Hello");

            Received request = proxy.requests().get(0);
            assertThat(request.path()).isEqualTo("http://api.corp.test/v1/chat");
            assertThat(request.headers()).containsEntry("proxy-authorization", LOGIN);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_host_with_an_underscore_is_asked_like_any_other(boolean streamed) {
        try (MisbehavingServer proxy = new MisbehavingServer(answer(streamed))) {
            Map<String, String> environment = Map.of("http_proxy", "127.0.0.1:" + proxy.port(), "no_proxy", "my_net");
            assertThat(ask("http://my_llm:8000/v1", environment, streamed)).isEqualTo("Hello");

            Received request = proxy.requests().get(0);
            assertThat(request.path()).isEqualTo("http://my_llm:8000/v1/chat");
            assertThat(request.headers()).containsEntry("host", "my_llm:8000");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_server_that_no_proxy_lists_is_asked_directly(boolean streamed) {
        try (MisbehavingServer server = new MisbehavingServer(answer(streamed));
                MisbehavingServer proxy = new MisbehavingServer()) {
            Map<String, String> environment = Map.of("HTTP_PROXY", login(proxy), "NO_PROXY", "corp.test,127.0.0.1");
            assertThat(ask(server.baseUrl(), environment, streamed)).isEqualTo("Hello");
            assertThat(proxy.connections()).isZero();
            assertThat(server.requests().get(0).headers()).doesNotContainKey("proxy-authorization");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void the_host_is_verified_behind_a_proxy_too(boolean streamed) {
        try (MisbehavingServer server =
                        MisbehavingServer.overTls(certificates.server("dns:other.test"), answer(streamed));
                MisbehavingServer proxy = new MisbehavingServer(Turn.tunnel(server.port()))) {
            assertThat(failure("https://api.corp.test/v1", Map.of("HTTPS_PROXY", login(proxy)), streamed))
                    .hasMessageStartingWith("The certificate of api.corp.test is for another host: ");
            assertThat(server.calls()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "407 | refused the user or the password (HTTP 407). | Correct HTTPS_PROXY: http://user:password@",
                "403 | does not let us through to api.corp.test (HTTP 403). | Ask who runs the proxy",
                "503 | made no connection to api.corp.test (HTTP 503). | Check base_url, and the proxy in HTTPS_PROXY.",
            })
    void a_proxy_that_opens_no_tunnel_is_named(int status, String message, String hint) {
        try (MisbehavingServer proxy = new MisbehavingServer(Reply.status(status))) {
            for (boolean streamed : new boolean[] {false, true}) {
                ProviderException failure =
                        failure("https://api.corp.test/v1", Map.of("HTTPS_PROXY", login(proxy)), streamed);
                assertThat(failure).hasMessage("proxy 127.0.0.1:" + proxy.port() + " " + message);
                assertThat(failure.hint().orElseThrow()).startsWith(hint);
                assertThat(failure.isRetryable()).isEqualTo(status == 503);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"true, refused the user or the password", "false, wants a user and a password"})
    void a_proxy_for_plain_http_that_wants_another_login_is_not_taken_for_the_server(boolean login, String message) {
        try (MisbehavingServer proxy = new MisbehavingServer(Reply.status(407).body("You said " + LOGIN))) {
            String address = login ? login(proxy) : "127.0.0.1:" + proxy.port();
            assertThat(failure("http://api.corp.test/v1", Map.of("HTTP_PROXY", address), false))
                    .hasMessage("proxy 127.0.0.1:" + proxy.port() + " " + message + " (HTTP 407).");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://api.corp.test/v1", "https://api.corp.test/v1"})
    void a_proxy_that_says_its_login_back_does_not_bring_it_into_a_message(String baseUrl) {
        Reply chatty = Reply.html(500, "You said " + LOGIN + ", that is jane:p@ss word or p%40ss%20word");
        try (MisbehavingServer proxy = new MisbehavingServer(chatty)) {
            Map<String, String> environment = Map.of("HTTP_PROXY", login(proxy), "HTTPS_PROXY", login(proxy));
            failure(baseUrl, environment, false);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void a_proxy_that_is_not_there_is_named_with_its_variable(String scheme) {
        MisbehavingServer gone = new MisbehavingServer();
        gone.close();
        String variable = scheme.toUpperCase(Locale.ROOT) + "_PROXY";
        ProviderException refused = failure(scheme + "://api.corp.test/v1", Map.of(variable, login(gone)), false);
        assertThat(refused).hasMessage("No connection to proxy 127.0.0.1:" + gone.port() + ": Connection refused.");
        assertThat(refused.hint().orElseThrow()).contains("the proxy in " + variable);

        // a label of 64 characters can't be asked for, so nothing leaves this machine
        String nobody = "x".repeat(64) + ".invalid";
        assertThat(failure(scheme + "://api.corp.test/v1", Map.of(variable, nobody + ":3128"), true))
                .hasMessage("The name of proxy " + nobody + ":3128 can't be resolved.");
    }

    private static ProviderException failure(String baseUrl, Map<String, String> environment, boolean streamed) {
        ProviderException failure =
                catchThrowableOfType(ProviderException.class, () -> ask(baseUrl, environment, streamed));
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            assertThat(cause.toString()).doesNotContain("p@ss", "p%40ss", LOGIN.substring("Basic ".length()), KEY);
        }
        assertThat(failure.hint().orElse("")).doesNotContain("jane", "p@ss", "p%40ss");
        return failure;
    }
}
