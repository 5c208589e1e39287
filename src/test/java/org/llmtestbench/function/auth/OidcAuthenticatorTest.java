package org.llmtestbench.function.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.function.auth.LoopbackIssuer.AUDIENCE;
import static org.llmtestbench.function.auth.LoopbackIssuer.FIRST;
import static org.llmtestbench.function.auth.LoopbackIssuer.FOREIGN;
import static org.llmtestbench.function.auth.LoopbackIssuer.SECOND;
import static org.llmtestbench.function.auth.LoopbackIssuer.compact;
import static org.llmtestbench.function.auth.LoopbackIssuer.key;
import static org.llmtestbench.function.auth.LoopbackIssuer.signed;

import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.llmtestbench.function.HttpProblemException;
import org.llmtestbench.function.Principal;
import org.llmtestbench.provider.client.DocumentClient;

class OidcAuthenticatorTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final long NOW = Instant.parse("2026-11-27T12:00:00Z").toEpochMilli();

    private final LoopbackIssuer issuer = new LoopbackIssuer();
    private final PublicJsonWebKey key = issuer.publishes("first", FIRST);
    private long nanos;
    private Authenticator authenticator = authenticator(Runnable::run);

    private static OidcKeySet.Documents documents(java.nio.file.Path caFile) {
        return new DocumentClient(VERTX, name -> null, "oidc_ca_file", caFile)::get;
    }

    private Authenticator authenticator(java.util.concurrent.Executor worker) {
        Clock clock = Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC);
        return new AuthenticatorFactory(worker, () -> nanos, clock, OidcAuthenticatorTest::documents)
                .of(new AuthConfig(null, null, null, issuer.name(), AUDIENCE, null), false);
    }

    @AfterAll
    static void stop() {
        VERTX.close();
    }

    @AfterEach
    void close() {
        issuer.close();
    }

    private void advance(Duration time) {
        nanos += time.toNanos();
    }

    private JwtClaims claims() {
        return issuer.claims(NOW);
    }

    private Principal caller(String token) {
        return Asked.answer(Asked.authenticate(authenticator, Asked.by(token)));
    }

    private HttpProblemException refusal(String token) {
        return Asked.refusal(Asked.authenticate(authenticator, Asked.by(token)));
    }

    private void assertRefused(String token, String why) {
        HttpProblemException refused = refusal(token);
        assertThat(Asked.text(refused)).isEqualTo("401 " + why + "\nGet a new token from the issuer.");
        assertThat(refused.headers().get("www-authenticate"))
                .isEqualTo(
                        "Bearer realm=\"llm-test-bench\", error=\"invalid_token\", error_description=\"" + why + "\"");
    }

    @Test
    void a_valid_token_authenticates_its_subject() {
        PublicJsonWebKey curve = issuer.publishesEc("curve");
        assertThat(caller(signed(claims(), key)).name()).isEqualTo("robot@example.com");
        assertThat(caller(signed(claims(), curve)).name()).isEqualTo("robot@example.com");
    }

    @Test
    void control_characters_in_a_subject_are_replaced() {
        JwtClaims claims = claims();
        claims.setSubject("a\nb\u001b[31m c");
        assertThat(caller(signed(claims, key)).name()).isEqualTo("a?b?[31m?c");
    }

    @Test
    void one_audience_of_several_is_enough() {
        JwtClaims claims = claims();
        claims.setAudience("others", AUDIENCE);
        assertThat(caller(signed(claims, key))).isNotNull();
    }

    @Test
    void keys_are_fetched_once_for_many_tokens() {
        IntStream.range(0, 50).forEach(i -> caller(signed(claims(), key)));
        assertThat(issuer.fetches()).isEqualTo(1);
    }

    @Test
    void without_a_token_no_keys_are_fetched() {
        assertThat(Asked.refusal(Asked.authenticate(authenticator, Asked.with()))
                        .problem()
                        .status())
                .isEqualTo(401);
        assertThat(issuer.fetches()).isZero();
    }

    @Test
    void a_token_for_another_audience_is_refused() {
        String why = "The token is for another audience.";
        JwtClaims others = claims();
        others.setAudience("other");
        assertRefused(signed(others, key), why);
        JwtClaims withoutAudience = claims();
        withoutAudience.unsetClaim("aud");
        assertRefused(signed(withoutAudience, key), why);
    }

    @Test
    void a_token_of_another_issuer_is_refused() {
        JwtClaims claims = claims();
        claims.setIssuer("https://evil.example.com");
        assertRefused(signed(claims, key), "The token is from another issuer.");
    }

    @Test
    void expiry_and_start_of_a_token_allow_30_seconds_of_clock_skew() {
        assertRefused(signed(expiring(-31_000), key), "The token has expired.");
        assertThat(caller(signed(expiring(-29_000), key))).isNotNull();
        JwtClaims early = claims();
        early.setNotBefore(NumericDate.fromMilliseconds(NOW + 31_000));
        assertRefused(signed(early, key), "The token is not valid yet.");
    }

    private JwtClaims expiring(long inMillis) {
        JwtClaims claims = claims();
        claims.setExpirationTime(NumericDate.fromMilliseconds(NOW + inMillis));
        return claims;
    }

    @Test
    void a_token_without_expiry_or_subject_is_refused() {
        String why = "The token is invalid: it must be a JWT with sub and exp, signed with RS256 or ES256.";
        JwtClaims withoutExpiry = claims();
        withoutExpiry.unsetClaim("exp");
        assertRefused(signed(withoutExpiry, key), why);
        JwtClaims withoutSubject = claims();
        withoutSubject.unsetClaim("sub");
        assertRefused(signed(withoutSubject, key), why);
    }

    @Test
    void a_token_without_a_signature_is_refused() {
        JsonWebSignature unsigned = new JsonWebSignature();
        unsigned.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        unsigned.setAlgorithmHeaderValue("none");
        unsigned.setPayload(claims().toJson());
        assertThat(refusal(compact(unsigned)).problem().status()).isEqualTo(401);
        String signed = signed(claims(), key);
        assertThat(refusal(signed.substring(0, signed.lastIndexOf('.') + 1))
                        .problem()
                        .status())
                .isEqualTo(401);
    }

    @Test
    void a_token_signed_with_the_public_key_as_a_secret_is_refused() {
        JsonWebSignature forged = new JsonWebSignature();
        forged.setAlgorithmHeaderValue("HS256");
        forged.setKeyIdHeaderValue("first");
        forged.setKey(new HmacKey(key.getPublicKey().getEncoded()));
        forged.setPayload(claims().toJson());
        assertThat(refusal(compact(forged)).problem().status()).isEqualTo(401);
    }

    @Test
    void a_changed_token_is_refused() {
        String[] parts = signed(claims(), key).split("\\.");
        JwtClaims changed = claims();
        changed.setSubject("root");
        String payload = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(changed.toJson().getBytes(StandardCharsets.UTF_8));
        assertRefused(parts[0] + "." + payload + "." + parts[2], "The token has no valid signature from its issuer.");
        assertRefused(signed(claims(), key("first", FOREIGN)), "The token has no valid signature from its issuer.");
    }

    @Test
    void a_malformed_token_is_refused_and_not_quoted() {
        for (String token : List.of(Asked.TOKEN, "a.b.c", "....", "eyJhbGciOiJSUzI1NiJ9.e30.", "a.b.c.d.e")) {
            HttpProblemException refused = refusal(token);
            assertThat(refused.problem().status()).isEqualTo(401);
            assertThat(Asked.text(refused) + refused.headers()).doesNotContain("planted");
        }
    }

    @Test
    void a_new_key_is_used_at_once_and_a_revoked_key_for_ten_minutes_at_most() {
        caller(signed(claims(), key));
        issuer.removesAllKeys();
        PublicJsonWebKey second = issuer.publishes("second", SECOND);
        advance(Duration.ofSeconds(31));
        assertThat(caller(signed(claims(), second))).isNotNull();
        assertRefused(signed(claims(), key), "The token is signed with a key that its issuer does not list.");
        issuer.removesAllKeys();
        assertThat(caller(signed(claims(), second))).isNotNull();
        advance(Duration.ofMinutes(11));
        assertRefused(signed(claims(), second), "The token is signed with a key that its issuer does not list.");
    }

    @Test
    void many_unknown_keys_cause_one_fetch_in_30_seconds() {
        caller(signed(claims(), key));
        advance(Duration.ofSeconds(31));
        PublicJsonWebKey unknown = key("made up", FOREIGN);
        for (int i = 0; i < 200; i++) {
            unknown.setKeyId("made up " + i);
            assertThat(refusal(signed(claims(), unknown)).problem().status()).isEqualTo(401);
        }
        assertThat(issuer.fetches()).isEqualTo(2);
        advance(Duration.ofSeconds(31));
        refusal(signed(claims(), unknown));
        assertThat(issuer.fetches()).isEqualTo(3);
    }

    @Test
    void an_unreachable_issuer_is_an_error_of_the_server() {
        issuer.goesDown();
        HttpProblemException refused = refusal(signed(claims(), key));
        assertThat(Asked.text(refused))
                .isEqualTo("503 The keys of the token issuer can't be fetched, so your token can't be checked.\n"
                        + "Try again in a few seconds. The server's log has the reason.");
        assertThat(refused.headers()).containsEntry("retry-after", "5");
        issuer.comesUp();
        assertThat(refusal(signed(claims(), key)).problem().status()).isEqualTo(503);
        advance(Duration.ofSeconds(6));
        assertThat(caller(signed(claims(), key))).isNotNull();
    }

    @Test
    void cached_keys_are_used_while_the_issuer_is_down() {
        caller(signed(claims(), key));
        issuer.goesDown();
        advance(Duration.ofMinutes(5));
        assertThat(refusal(signed(claims(), key("made up", FOREIGN))).problem().status())
                .isEqualTo(503);
        assertThat(caller(signed(claims(), key))).isNotNull();
        advance(Duration.ofMinutes(6));
        assertThat(refusal(signed(claims(), key)).problem().status()).isEqualTo(503);
    }

    @Test
    void an_issuer_with_another_name_or_with_keys_over_plain_http_is_not_trusted() {
        String token = signed(claims(), key);
        issuer.publishesKeysAt("http://keys.example.com/keys");
        assertThat(refusal(token).problem().status()).isEqualTo(503);
        advance(Duration.ofSeconds(6));
        issuer.renamedTo("https://other.example.com");
        assertThat(refusal(token).problem().status()).isEqualTo(503);
    }

    @Test
    void concurrent_callers_share_one_fetch_without_blocking_a_thread() {
        CompletableFuture<Runnable> fetch = new CompletableFuture<>();
        authenticator = authenticator(fetch::complete);
        List<CompletableFuture<Principal>> waiting = IntStream.range(0, 20)
                .mapToObj(i -> authenticator
                        .authenticate(Asked.by(signed(claims(), key)))
                        .subscribe()
                        .asCompletionStage())
                .toList();
        waiting.get(0).cancel(true);
        assertThat(waiting.subList(1, 20)).noneMatch(CompletableFuture::isDone);
        fetch.join().run();
        assertThat(waiting.subList(1, 20))
                .allMatch(caller -> caller.join().name().equals("robot@example.com"));
        assertThat(issuer.fetches()).isEqualTo(1);
    }
}
