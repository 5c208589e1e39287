package org.llmtestbench.provider;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A redirect never sends a key to another server, even if the REST client is configured to follow redirects. */
@QuarkusTest
@TestProfile(RedirectTest.Following.class)
class RedirectTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    /** A setting that a user may have for another Quarkus program. */
    public static class Following implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.rest-client.follow-redirects", "true");
        }
    }

    @Inject
    ProviderRegistry providers;

    private final WireMockServer vendor =
            new WireMockServer(options().bindAddress("127.0.0.1").dynamicPort());
    private final WireMockServer elsewhere =
            new WireMockServer(options().bindAddress("127.0.0.1").dynamicPort());

    @BeforeEach
    void start() {
        vendor.start();
        elsewhere.start();
    }

    @AfterEach
    void stop() {
        vendor.stop();
        elsewhere.stop();
    }

    private static ProviderException failure(Uni<?> call) {
        return catchThrowableOfType(ProviderException.class, () -> call.await().atMost(SOON));
    }

    @ParameterizedTest
    @CsvSource({
        "openai, 301",
        "openai, 302",
        "openai, 303",
        "openai, 307",
        "openai, 308",
        "anthropic, 303",
        "anthropic, 308"
    })
    void the_redirect_is_reported_and_not_followed(String dialect, int status) {
        String location = "//u:pw@127.0.0.1:" + elsewhere.port() + "/v2?token=secret#part";
        vendor.stubFor(
                any(anyUrl()).willReturn(aResponse().withStatus(status).withHeader("location", "http:" + location)));
        Provider provider =
                providers.named(dialect, Map.of("base_url", vendor.baseUrl() + "/v1", "api_key_env", "PLANTED_KEY"));
        CompletionRequest request =
                CompletionRequest.builder().model("m").user("Hello").build();
        List<Uni<?>> calls =
                List.of(provider.complete(request), provider.stream(request, delta -> {}), provider.liveModels());

        assertThat(calls).allSatisfy(call -> {
            ProviderException failure = failure(call);
            assertThat(failure.failure()).isEqualTo(Failure.INVALID_REQUEST);
            assertThat(failure.hint())
                    .contains("Redirects are not followed with a key. Set base_url to the new address: "
                            + elsewhere.baseUrl().replace("localhost", "127.0.0.1") + "/v2.");
        });
        assertThat(vendor.findAll(anyRequestedFor(anyUrl()))).hasSize(3);
        assertThat(elsewhere.findAll(anyRequestedFor(anyUrl()))).isEmpty();
    }
}
