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
    private final PublicJsonWebKey key = issuer.lists("first", FIRST);
    private long nanos;
    private Authenticator door = door(Runnable::run);

    private static OidcKeySet.Documents documents(java.nio.file.Path caFile) {
        return new DocumentClient(VERTX, name -> null, "oidc_ca_file", caFile)::get;
    }

    private Authenticator door(java.util.concurrent.Executor worker) {
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

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    private JwtClaims claims() {
        return issuer.claims(NOW);
    }

    private Principal caller(String token) {
        return Asked.answer(Asked.at(door, Asked.by(token)));
    }

    private HttpProblemException refusal(String token) {
        return Asked.refusal(Asked.at(door, Asked.by(token)));
    }

    private void assertRefused(String token, String why) {
        HttpProblemException refused = refusal(token);
        assertThat(Asked.told(refused)).isEqualTo("401 " + why + "\nFetch a new one from the issuer.");
        assertThat(refused.headers().get("www-authenticate"))
                .isEqualTo(
                        "Bearer realm=\"llm-test-bench\", error=\"invalid_token\", error_description=\"" + why + "\"");
    }

    @Test
    void a_token_of_the_issuer_for_us_lets_its_subject_in() {
        PublicJsonWebKey curve = issuer.listsEc("curve");
        assertThat(caller(signed(claims(), key)).name()).isEqualTo("robot@example.com");
        assertThat(caller(signed(claims(), curve)).name()).isEqualTo("robot@example.com");
    }

    @Test
    void a_subject_can_put_no_line_of_its_own_into_a_log() {
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
    void nothing_is_fetched_for_who_has_no_token_at_all() {
        assertThat(Asked.refusal(Asked.at(door, Asked.with())).problem().status())
                .isEqualTo(401);
        assertThat(issuer.fetches()).isZero();
    }

    @Test
    void a_token_for_somebody_else_is_refused() {
        String why = "The token is meant for somebody else, by its audience.";
        JwtClaims others = claims();
        others.setAudience("other");
        assertRefused(signed(others, key), why);
        JwtClaims nobody = claims();
        nobody.unsetClaim("aud");
        assertRefused(signed(nobody, key), why);
    }

    @Test
    void a_token_of_another_issuer_is_refused() {
        JwtClaims claims = claims();
        claims.setIssuer("https://evil.example.com");
        assertRefused(signed(claims, key), "The token is of another issuer.");
    }

    @Test
    void a_token_has_its_time_with_half_a_minute_for_clocks_that_differ() {
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
    void a_token_that_never_ends_or_is_nobodys_is_refused() {
        String why = "The token can't be used: it must be a JWT with sub and exp, signed by RS256 or ES256.";
        JwtClaims endless = claims();
        endless.unsetClaim("exp");
        assertRefused(signed(endless, key), why);
        JwtClaims nobodys = claims();
        nobodys.unsetClaim("sub");
        assertRefused(signed(nobodys, key), why);
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
    void the_public_key_is_no_shared_secret() {
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
        JwtClaims richer = claims();
        richer.setSubject("root");
        String payload = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(richer.toJson().getBytes(StandardCharsets.UTF_8));
        assertRefused(parts[0] + "." + payload + "." + parts[2], "The token has no valid signature of its issuer.");
        assertRefused(signed(claims(), key("first", FOREIGN)), "The token has no valid signature of its issuer.");
    }

    @Test
    void what_is_no_jwt_is_refused_and_not_quoted() {
        for (String token : List.of(Asked.TOKEN, "a.b.c", "....", "eyJhbGciOiJSUzI1NiJ9.e30.", "a.b.c.d.e")) {
            HttpProblemException refused = refusal(token);
            assertThat(refused.problem().status()).isEqualTo(401);
            assertThat(Asked.told(refused) + refused.headers()).doesNotContain("planted");
        }
    }

    @Test
    void a_new_key_is_known_at_once_and_an_old_one_that_was_taken_back_forgotten_after_ten_minutes() {
        caller(signed(claims(), key));
        issuer.forgetsAllKeys();
        PublicJsonWebKey second = issuer.lists("second", SECOND);
        pass(Duration.ofSeconds(31));
        assertThat(caller(signed(claims(), second))).isNotNull();
        assertRefused(signed(claims(), key), "The token is signed with a key that its issuer does not list.");
        issuer.forgetsAllKeys();
        assertThat(caller(signed(claims(), second))).isNotNull();
        pass(Duration.ofMinutes(11));
        assertRefused(signed(claims(), second), "The token is signed with a key that its issuer does not list.");
    }

    @Test
    void a_flood_of_made_up_keys_makes_one_fetch_in_half_a_minute() {
        caller(signed(claims(), key));
        pass(Duration.ofSeconds(31));
        PublicJsonWebKey unknown = key("made up", FOREIGN);
        for (int i = 0; i < 200; i++) {
            unknown.setKeyId("made up " + i);
            assertThat(refusal(signed(claims(), unknown)).problem().status()).isEqualTo(401);
        }
        assertThat(issuer.fetches()).isEqualTo(2);
        pass(Duration.ofSeconds(31));
        refusal(signed(claims(), unknown));
        assertThat(issuer.fetches()).isEqualTo(3);
    }

    @Test
    void an_issuer_that_is_down_is_no_fault_of_the_token() {
        issuer.goesDown();
        HttpProblemException refused = refusal(signed(claims(), key));
        assertThat(Asked.told(refused))
                .isEqualTo("503 Who issues the tokens can't be asked for its keys, so yours can't be checked.\n"
                        + "Try again soon; the log says why, to whoever runs this.");
        assertThat(refused.headers()).containsEntry("retry-after", "5");
        issuer.comesUp();
        assertThat(refusal(signed(claims(), key)).problem().status()).isEqualTo(503);
        pass(Duration.ofSeconds(6));
        assertThat(caller(signed(claims(), key))).isNotNull();
    }

    @Test
    void keys_that_are_known_serve_while_the_issuer_is_down_whatever_others_send() {
        caller(signed(claims(), key));
        issuer.goesDown();
        pass(Duration.ofMinutes(5));
        assertThat(refusal(signed(claims(), key("made up", FOREIGN))).problem().status())
                .isEqualTo(503);
        assertThat(caller(signed(claims(), key))).isNotNull();
        pass(Duration.ofMinutes(6));
        assertThat(refusal(signed(claims(), key)).problem().status()).isEqualTo(503);
    }

    @Test
    void an_issuer_that_calls_itself_otherwise_or_keeps_its_keys_in_the_open_is_not_trusted() {
        String token = signed(claims(), key);
        issuer.keepsKeysAt("http://keys.example.com/keys");
        assertThat(refusal(token).problem().status()).isEqualTo(503);
        pass(Duration.ofSeconds(6));
        issuer.says("https://other.example.com");
        assertThat(refusal(token).problem().status()).isEqualTo(503);
    }

    @Test
    void callers_wait_for_one_fetch_together_and_without_holding_a_thread() {
        CompletableFuture<Runnable> fetch = new CompletableFuture<>();
        door = door(fetch::complete);
        List<CompletableFuture<Principal>> waiting = IntStream.range(0, 20)
                .mapToObj(i -> door.authenticate(Asked.by(signed(claims(), key)))
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
