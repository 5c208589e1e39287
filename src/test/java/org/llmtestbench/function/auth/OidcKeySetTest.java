package org.llmtestbench.function.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.function.auth.LoopbackIssuer.AUDIENCE;
import static org.llmtestbench.function.auth.LoopbackIssuer.FIRST;
import static org.llmtestbench.function.auth.LoopbackIssuer.key;
import static org.llmtestbench.function.auth.LoopbackIssuer.signed;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmtestbench.provider.client.DocumentClient;
import org.llmtestbench.resilience.Certificates;
import org.llmtestbench.resilience.MisbehavingServer;
import org.llmtestbench.resilience.Received;
import org.llmtestbench.resilience.Reply;
import org.llmtestbench.resilience.Turn;

/** An issuer that is reachable only through a proxy and has a certificate of a private authority. */
class OidcKeySetTest {
    private static final String NAME = "https://issuer.test/realm";

    @TempDir
    Path folder;

    @Test
    void keys_are_fetched_through_the_proxy_and_with_the_configured_authority() {
        PublicJsonWebKey key = key("one", FIRST);
        Certificates certificates = new Certificates(folder);
        Vertx vertx = Vertx.vertx();
        Reply metadata =
                Reply.json(200, "{\"issuer\":\"" + NAME + "\",\"jwks_uri\":\"https://issuer.test/realm/keys\"}");
        Reply keys = Reply.json(200, new JsonWebKeySet(key).toJson(OutputControlLevel.PUBLIC_ONLY));
        try (MisbehavingServer server =
                        MisbehavingServer.overTls(certificates.server("dns:issuer.test"), metadata, keys);
                MisbehavingServer proxy = new MisbehavingServer(Turn.tunnel(server.port()))) {
            Map<String, String> environment = Map.of("HTTPS_PROXY", "http://127.0.0.1:" + proxy.port());
            AuthenticatorFactory authenticators = new AuthenticatorFactory(
                    Runnable::run,
                    System::nanoTime,
                    Clock.systemUTC(),
                    caFile -> new DocumentClient(vertx, environment::get, "oidc_ca_file", caFile)::get);
            Authenticator authenticator = authenticators.of(
                    new AuthConfig(null, null, null, NAME, AUDIENCE, certificates.authority()), false);

            assertThat(Asked.answer(Asked.authenticate(authenticator, Asked.by(signed(claims(), key))))
                            .name())
                    .isEqualTo("robot");
            assertThat(proxy.requests())
                    .extracting(Received::path)
                    .containsExactly("issuer.test:443", "issuer.test:443");
            assertThat(server.requests())
                    .extracting(Received::path)
                    .containsExactly("/realm/.well-known/openid-configuration", "/realm/keys");
        } finally {
            vertx.close();
        }
    }

    private static JwtClaims claims() {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(NAME);
        claims.setAudience(AUDIENCE);
        claims.setSubject("robot");
        claims.setExpirationTimeMinutesInTheFuture(5);
        return claims;
    }

    @ParameterizedTest
    @CsvSource({
        "https://x.test/realm, true",
        "https://my_issuer, true",
        "http://127.0.0.1:8080, true",
        "http://localhost/a?b=c, true",
        "http://[::1]:1, true",
        "http://x.test, false",
        "http://my_issuer, false",
        "https://x.test:99999, false",
        "x.test, false",
        "https://, false",
    })
    void a_url_is_safe_with_https_or_on_loopback(String address, boolean isSafe) {
        assertThat(OidcKeySet.isSafe(address)).isEqualTo(isSafe);
    }
}
