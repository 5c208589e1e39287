package org.llmtestbench.function.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.llmtestbench.function.auth.Asked.OTHER_TOKEN;
import static org.llmtestbench.function.auth.Asked.TOKEN;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtestbench.config.Surroundings;
import org.llmtestbench.function.HttpProblemException;
import org.llmtestbench.function.Principal;
import org.llmtestbench.provider.Configured;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;

class AuthenticationGateTest {
    private static final String HINT = "Send the header Authorization: Bearer, a space, and your token.";

    private static final String WAYS = "Create a token with openssl rand -hex 32 and set LLM_TEST_BENCH_TOKENS to it,"
            + " or set LLM_TEST_BENCH_TOKENS_FILE to a file with one token per line. Or set oidc_issuer and"
            + " oidc_audience, or auth = \"platform\" if a front end authenticates callers, or auth = \"none\""
            + " to serve only this machine. With --offline, no authentication is required.";

    @TempDir
    Path home;

    private AuthenticationGate configured(String... lines) {
        return gate(new Surroundings(home).file(String.join("\n", lines)));
    }

    private static AuthenticationGate gate(Surroundings surroundings) {
        AuthenticatorFactory authenticators =
                new AuthenticatorFactory(Runnable::run, () -> 0, Clock.systemUTC(), caFile -> address -> "");
        return new AuthenticationGate(
                authenticators,
                () -> AuthConfig.of(Configured.settings(surroundings).root(Map.of())));
    }

    private AuthenticationGate gateWithTokens() {
        return gate(new Surroundings(home)
                .file("")
                .environment("LLM_TEST_BENCH_TOKENS", "# two of them\n\n" + TOKEN + "\r\n  " + OTHER_TOKEN + " \n"));
    }

    private static HttpProblemException refusal(AuthenticationGate gate, String... headers) {
        return Asked.refusal(gate.authenticate(Asked.with(headers)));
    }

    private static ProviderException startProblem(AuthenticationGate gate, String host) {
        ProviderException refusal = catchThrowableOfType(ProviderException.class, () -> gate.requireSafe(host, false));
        assertThat(refusal.failure()).isEqualTo(Failure.CONFIGURATION);
        return refusal;
    }

    @Test
    void every_token_is_accepted_and_the_callers_name_is_not_the_token() {
        Principal one = Asked.answer(gateWithTokens().authenticate(Asked.by(TOKEN)));
        Principal other =
                Asked.answer(gateWithTokens().authenticate(Asked.with("authorization", "bEARER   " + OTHER_TOKEN)));
        assertThat(one.name()).matches("[0-9a-f]{8}").isNotEqualTo(other.name());
        assertThat(Asked.answer(gateWithTokens().authenticate(Asked.by(TOKEN)))).isEqualTo(one);
    }

    @ParameterizedTest
    @ValueSource(strings = {"KEYx", "x", "#twoofthem", "xKEY", "KEYKEY"})
    void a_wrong_token_is_refused_and_not_quoted(String token) {
        HttpProblemException refused =
                refusal(gateWithTokens(), "authorization", "Bearer " + token.replace("KEY", TOKEN));
        assertThat(Asked.text(refused))
                .isEqualTo("401 The token is not one of the configured tokens.\n"
                        + "Ask the operator of this server for a valid token.");
        assertThat(refused.headers())
                .containsEntry(
                        "www-authenticate",
                        "Bearer realm=\"llm-test-bench\", error=\"invalid_token\","
                                + " error_description=\"The token is not one of the configured tokens.\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                  | the request has no Authorization header.",
                "Basic c2VjcmV0      | the Authorization header has the scheme basic, not Bearer.",
                "KEY                 | the Authorization header does not begin with Bearer.",
                "KEY KEY             | the Authorization header does not begin with Bearer.",
                "Token               | the Authorization header does not begin with Bearer.",
                "Bearer              | nothing follows Bearer in the Authorization header.",
            })
    void a_missing_token_is_an_error_with_a_hint_and_without_an_error_code(String header, String why) {
        HttpProblemException refused = refusal(gateWithTokens(), "authorization", header.replace("KEY", TOKEN));
        assertThat(Asked.text(refused)).isEqualTo("401 There is no token: " + why + "\n" + HINT);
        assertThat(refused.headers()).containsExactly(Map.entry("www-authenticate", "Bearer realm=\"llm-test-bench\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer a b", "Bearer KEY, Bearer KEY", "Bearer \u00e9"})
    void two_tokens_at_once_are_a_bad_request(String header) {
        HttpProblemException refused = refusal(gateWithTokens(), "authorization", header.replace("KEY", TOKEN));
        assertThat(refused.problem().status()).isEqualTo(400);
        assertThat(refused.headers().get("www-authenticate")).endsWith("error=\"invalid_request\"");
        assertThat(Asked.text(refused)).doesNotContain("planted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "::1", "0:0:0:0:0:0:0:1", "localhost", "LOCALHOST"})
    void without_authentication_only_this_machine_is_served(String host) {
        AuthenticationGate open = configured("auth = 'none'");
        assertThatCode(() -> open.requireSafe(host, false)).doesNotThrowAnyException();
        assertThat(Asked.answer(open.authenticate(Asked.with())).name()).isEqualTo("local");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "localhost", "0.0.0.0", "bench.example.com"})
    void without_authentication_settings_the_server_does_not_start(String host) {
        AuthenticationGate unconfigured = configured();
        ProviderException refusal = startProblem(unconfigured, host);
        assertThat(refusal)
                .hasMessage("No authentication is configured, so any program that can connect could spend your money.");
        assertThat(refusal.hint()).contains(WAYS);
        for (AuthenticationGate gate : new AuthenticationGate[] {unconfigured, configured()}) {
            assertThat(catchThrowableOfType(
                            ProviderException.class,
                            () -> Asked.answer(gate.authenticate(Asked.with("host", "127.0.0.1:8080")))))
                    .hasMessage(refusal.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "localhost"})
    void with_the_simulator_no_authentication_is_needed_on_loopback(String host) {
        AuthenticationGate simulated = configured();
        assertThatCode(() -> simulated.requireSafe(host, true)).doesNotThrowAnyException();
        assertThat(Asked.answer(simulated.authenticate(Asked.with())).name()).isEqualTo("local");
    }

    @Test
    void with_the_simulator_configured_tokens_are_checked() {
        AuthenticationGate simulated = gateWithTokens();
        assertThatCode(() -> simulated.requireSafe("0.0.0.0", true)).doesNotThrowAnyException();
        assertThat(refusal(simulated).problem().status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "10.0.0.1", "bench.example.com", "127.0.0.1.example.com", "", "1", "::2"})
    void without_authentication_only_loopback_can_be_bound(String host) {
        ProviderException refusal = startProblem(configured("auth = 'none'"), host);
        assertThat(refusal)
                .hasMessage("Without authentication only a loopback address such as 127.0.0.1 can be bound, not " + host
                        + ".");
        assertThat(refusal.hint()).contains(WAYS);
        assertThat(catchThrowableOfType(
                        ProviderException.class, () -> configured().requireSafe(host, true)))
                .hasMessage(refusal.getMessage());
        assertThatCode(() -> gateWithTokens().requireSafe(host, false)).doesNotThrowAnyException();
        assertThatCode(() -> configured("auth = 'platform'").requireSafe(host, false))
                .doesNotThrowAnyException();
        assertThatCode(() -> configured("oidc_issuer = 'https://x/'", "oidc_audience = 'a'")
                        .requireSafe(host, false))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example.com",
                "evil.example.com:8080",
                "127.0.0.1.evil.example.com",
                "",
                "[::2]:8080",
                "0.0.0.0"
            })
    void dns_rebinding_is_refused(String host) {
        HttpProblemException refused = refusal(configured("auth = 'none'"), "host", host);
        assertThat(Asked.text(refused))
                .isEqualTo("403 The Host header does not name this machine.\n"
                        + "Without tokens, the server answers only programs on this machine, at localhost or 127.0.0.1."
                        + " Set LLM_TEST_BENCH_TOKENS_FILE to answer others.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.1:8080", "[::1]:8080", "[::1]", "localhost", "Localhost:80"})
    void programs_on_this_machine_are_accepted_with_any_loopback_host_name(String host) {
        assertThat(Asked.answer(configured("auth = 'none'").authenticate(Asked.with("host", host))))
                .isNotNull();
    }

    @Test
    void pages_and_proxies_are_refused_on_the_open_loopback_and_welcome_with_a_token() {
        for (String header : new String[] {
            "origin",
            "forwarded",
            "x-forwarded-for",
            "x-forwarded-host",
            "x-forwarded-proto",
            "via",
            "x-real-ip",
            "cf-connecting-ip",
            "true-client-ip",
            "x-envoy-external-address"
        }) {
            assertThat(refusal(configured("auth = 'none'"), header, "null")
                            .problem()
                            .status())
                    .isEqualTo(403);
            assertThat(Asked.answer(gateWithTokens()
                            .authenticate(Asked.with(
                                    header, "null", "host", "x.example.com", "authorization", "Bearer " + TOKEN))))
                    .isNotNull();
        }
    }

    @Test
    void with_platform_authentication_every_request_is_accepted() {
        AuthenticationGate gate = configured("auth = 'platform'");
        assertThat(Asked.answer(gate.authenticate(Asked.with("origin", "x", "host", "y"))))
                .isEqualTo(new Principal("platform"));
    }

    @Test
    void incomplete_or_conflicting_settings_prevent_the_start() {
        assertDoesNotStart("auth is \"tokens\", but no tokens are set.", configured("auth = 'tokens'"));
        assertDoesNotStart("OIDC needs oidc_issuer, which is not set.", configured("auth = 'oidc'"));
        assertDoesNotStart("OIDC needs oidc_issuer, which is not set.", configured("oidc_audience = 'a'"));
        assertDoesNotStart(
                "oidc_issuer is set, but oidc_audience is not, so tokens for other services would be accepted.",
                configured("oidc_issuer = 'https://x'"));
        assertDoesNotStart(
                "oidc_issuer does not begin with https, so its keys could be replaced on the network.",
                configured("oidc_issuer = 'http://x'", "oidc_audience = 'a'"));
        assertDoesNotStart(
                "auth is \"platform\", so no token would be checked, but tokens are set too.",
                configured("auth = 'platform'", "tokens_file = 'x'"));
        assertDoesNotStart(
                "auth is \"none\", so no token would be checked, but tokens are set too.",
                configured("auth = 'none'", "tokens_file = 'x'"));
        assertDoesNotStart(
                "auth is \"none\", so no token would be checked, but oidc_issuer is set too.",
                configured("auth = 'none'", "oidc_issuer = 'https://x'"));
        assertDoesNotStart(
                "LLM_TEST_BENCH_TOKENS and tokens_file are both set, but only one of them can be used.",
                gate(new Surroundings(home).file("tokens_file = 'x'").environment("LLM_TEST_BENCH_TOKENS", TOKEN)));
        Path file = new Surroundings(home).file();
        assertDoesNotStart(
                file + ", line 1: auth: must be one of tokens, oidc, platform, none.",
                configured("auth = '" + TOKEN + "'"));
    }

    private static void assertDoesNotStart(String message, AuthenticationGate gate) {
        assertThat(startProblem(gate, "127.0.0.1")).hasMessage(message);
    }

    @Test
    void tokens_that_are_too_short_or_invalid_in_a_header_are_reported_by_line() {
        assertTokensRefused(
                "LLM_TEST_BENCH_TOKENS, line 2: the token has fewer than 16 characters.",
                TOKEN + "\nplanted-15-char\n");
        assertTokensRefused(
                "LLM_TEST_BENCH_TOKENS, line 1: the token has spaces, commas or other characters that are not allowed.",
                "me: " + TOKEN);
        assertTokensRefused("LLM_TEST_BENCH_TOKENS contains no token.", "\n# " + TOKEN + "\n");
    }

    private void assertTokensRefused(String message, String tokens) {
        assertDoesNotStart(message, gate(new Surroundings(home).environment("LLM_TEST_BENCH_TOKENS", tokens)));
    }

    @Test
    void special_characters_in_a_token_are_taken_literally() {
        String odd = "${planted}$HOME\\0123456789";
        AuthenticationGate gate = gate(new Surroundings(home).environment("LLM_TEST_BENCH_TOKENS", odd));
        assertThat(Asked.answer(gate.authenticate(Asked.by(odd)))).isNotNull();
    }
}
