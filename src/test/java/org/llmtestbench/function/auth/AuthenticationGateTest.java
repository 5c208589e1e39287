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
    private static final String WAY_OUT = "Send the header Authorization: Bearer, a space, and your token.";

    private static final String WAYS = "Make a token with openssl rand -hex 32 and set LLM_TEST_BENCH_TOKENS to it, or"
            + " LLM_TEST_BENCH_TOKENS_FILE to a file with one token a line. Or set oidc_issuer and oidc_audience; or auth ="
            + " \"platform\" where a front end authenticates callers; or auth = \"none\" to serve this machine only."
            + " --offline needs none of them.";

    @TempDir
    Path home;

    private AuthenticationGate configured(String... lines) {
        return keeper(new Surroundings(home).file(String.join("\n", lines)));
    }

    private static AuthenticationGate keeper(Surroundings around) {
        AuthenticatorFactory authenticators =
                new AuthenticatorFactory(Runnable::run, () -> 0, Clock.systemUTC(), caFile -> address -> "");
        return new AuthenticationGate(
                authenticators, () -> AuthConfig.of(Configured.by(around).root(Map.of())));
    }

    private AuthenticationGate asksForTokens() {
        return keeper(new Surroundings(home)
                .file("")
                .environment("LLM_TEST_BENCH_TOKENS", "# two of them\n\n" + TOKEN + "\r\n  " + OTHER_TOKEN + " \n"));
    }

    private static HttpProblemException refusal(AuthenticationGate keeper, String... headers) {
        return Asked.refusal(keeper.authenticate(Asked.with(headers)));
    }

    private static ProviderException refusedToStart(AuthenticationGate keeper, String host) {
        ProviderException refusal =
                catchThrowableOfType(ProviderException.class, () -> keeper.requireSafe(host, false));
        assertThat(refusal.failure()).isEqualTo(Failure.CONFIGURATION);
        return refusal;
    }

    @Test
    void every_token_opens_the_door_under_a_name_that_is_not_the_token() {
        Principal one = Asked.answer(asksForTokens().authenticate(Asked.by(TOKEN)));
        Principal other =
                Asked.answer(asksForTokens().authenticate(Asked.with("authorization", "bEARER   " + OTHER_TOKEN)));
        assertThat(one.name()).matches("[0-9a-f]{8}").isNotEqualTo(other.name());
        assertThat(Asked.answer(asksForTokens().authenticate(Asked.by(TOKEN)))).isEqualTo(one);
    }

    @ParameterizedTest
    @ValueSource(strings = {"KEYx", "x", "#twoofthem", "xKEY", "KEYKEY"})
    void a_wrong_token_is_refused_and_not_quoted(String token) {
        HttpProblemException refused =
                refusal(asksForTokens(), "authorization", "Bearer " + token.replace("KEY", TOKEN));
        assertThat(Asked.told(refused))
                .isEqualTo("401 The token is not one of those known here.\n"
                        + "Ask whoever runs this for one, or for whether yours was replaced.");
        assertThat(refused.headers())
                .containsEntry(
                        "www-authenticate",
                        "Bearer realm=\"llm-test-bench\", error=\"invalid_token\","
                                + " error_description=\"The token is not one of those known here.\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                  | the request has no Authorization header.",
                "Basic c2VjcmV0      | the Authorization header is of the kind basic, not Bearer.",
                "KEY                 | the Authorization header does not begin with Bearer.",
                "KEY KEY             | the Authorization header does not begin with Bearer.",
                "Token               | the Authorization header does not begin with Bearer.",
                "Bearer              | nothing follows Bearer in the Authorization header.",
            })
    void who_has_no_token_is_told_what_to_send_and_given_no_error_code(String header, String why) {
        HttpProblemException refused = refusal(asksForTokens(), "authorization", header.replace("KEY", TOKEN));
        assertThat(Asked.told(refused)).isEqualTo("401 There is no token: " + why + "\n" + WAY_OUT);
        assertThat(refused.headers()).containsExactly(Map.entry("www-authenticate", "Bearer realm=\"llm-test-bench\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer a b", "Bearer KEY, Bearer KEY", "Bearer \u00e9"})
    void two_tokens_at_once_are_a_bad_request(String header) {
        HttpProblemException refused = refusal(asksForTokens(), "authorization", header.replace("KEY", TOKEN));
        assertThat(refused.problem().status()).isEqualTo(400);
        assertThat(refused.headers().get("www-authenticate")).endsWith("error=\"invalid_request\"");
        assertThat(Asked.told(refused)).doesNotContain("planted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "::1", "0:0:0:0:0:0:0:1", "localhost", "LOCALHOST"})
    void without_any_protection_this_machine_alone_is_served(String host) {
        AuthenticationGate open = configured("auth = 'none'");
        assertThatCode(() -> open.requireSafe(host, false)).doesNotThrowAnyException();
        assertThat(Asked.answer(open.authenticate(Asked.with())).name()).isEqualTo("local");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "localhost", "0.0.0.0", "bench.example.com"})
    void without_a_word_on_authentication_nothing_starts_and_nothing_is_answered(String host) {
        AuthenticationGate silent = configured();
        ProviderException refusal = refusedToStart(silent, host);
        assertThat(refusal)
                .hasMessage("Nothing says how callers are authenticated: any program that reaches this one would spend"
                        + " your money.");
        assertThat(refusal.hint()).contains(WAYS);
        for (AuthenticationGate asked : new AuthenticationGate[] {silent, configured()}) {
            assertThat(catchThrowableOfType(
                            ProviderException.class,
                            () -> Asked.answer(asked.authenticate(Asked.with("host", "127.0.0.1:8080")))))
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
    void with_the_simulator_tokens_count_as_ever() {
        AuthenticationGate simulated = asksForTokens();
        assertThatCode(() -> simulated.requireSafe("0.0.0.0", true)).doesNotThrowAnyException();
        assertThat(refusal(simulated).problem().status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "10.0.0.1", "bench.example.com", "127.0.0.1.example.com", "", "1", "::2"})
    void without_any_protection_nothing_else_is_bound(String host) {
        ProviderException refusal = refusedToStart(configured("auth = 'none'"), host);
        assertThat(refusal)
                .hasMessage("Without authentication only a loopback address such as 127.0.0.1 can be bound, not " + host
                        + ".");
        assertThat(refusal.hint()).contains(WAYS);
        assertThat(catchThrowableOfType(
                        ProviderException.class, () -> configured().requireSafe(host, true)))
                .hasMessage(refusal.getMessage());
        assertThatCode(() -> asksForTokens().requireSafe(host, false)).doesNotThrowAnyException();
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
    void a_page_that_points_its_own_name_at_this_machine_is_refused(String host) {
        HttpProblemException refused = refusal(configured("auth = 'none'"), "host", host);
        assertThat(Asked.told(refused))
                .isEqualTo("403 The request is for another host than this machine, by its Host header.\n"
                        + "Without tokens only programs on this machine are answered, at localhost or 127.0.0.1. Set"
                        + " LLM_TEST_BENCH_TOKENS_FILE to answer others.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.1:8080", "[::1]:8080", "[::1]", "localhost", "Localhost:80"})
    void programs_on_this_machine_are_answered_by_whichever_name_they_call_it(String host) {
        assertThat(Asked.answer(configured("auth = 'none'").authenticate(Asked.with("host", host))))
                .isNotNull();
    }

    @Test
    void pages_and_proxies_are_refused_on_the_open_loopback_and_welcome_with_a_token() {
        for (String header : new String[] {"origin", "forwarded", "x-forwarded-for"}) {
            assertThat(refusal(configured("auth = 'none'"), header, "null")
                            .problem()
                            .status())
                    .isEqualTo(403);
            assertThat(Asked.answer(asksForTokens()
                            .authenticate(Asked.with(
                                    header, "null", "host", "x.example.com", "authorization", "Bearer " + TOKEN))))
                    .isNotNull();
        }
    }

    @Test
    void somebody_in_front_who_authenticates_is_trusted() {
        AuthenticationGate keeper = configured("auth = 'platform'");
        assertThat(Asked.answer(keeper.authenticate(Asked.with("origin", "x", "host", "y"))))
                .isEqualTo(new Principal("platform"));
    }

    @Test
    void a_door_that_is_half_built_stays_shut() {
        assertStays("auth is \"tokens\", but there are none.", configured("auth = 'tokens'"));
        assertStays("Nobody is named whose tokens to take by OIDC.", configured("auth = 'oidc'"));
        assertStays("Nobody is named whose tokens to take by OIDC.", configured("oidc_audience = 'a'"));
        assertStays(
                "oidc_issuer is set, but oidc_audience is not: tokens meant for others would be taken too.",
                configured("oidc_issuer = 'https://x'"));
        assertStays(
                "oidc_issuer does not begin with https: anybody on the way could make tokens.",
                configured("oidc_issuer = 'http://x'", "oidc_audience = 'a'"));
        assertStays(
                "auth is \"platform\", so nobody would be asked for a token, but tokens are set too.",
                configured("auth = 'platform'", "tokens_file = 'x'"));
        assertStays(
                "auth is \"none\", so nobody would be asked for a token, but tokens are set too.",
                configured("auth = 'none'", "tokens_file = 'x'"));
        assertStays(
                "auth is \"none\", so nobody would be asked for a token, but oidc_issuer is set too.",
                configured("auth = 'none'", "oidc_issuer = 'https://x'"));
        assertStays(
                "LLM_TEST_BENCH_TOKENS and tokens_file are both set, and only one of them can hold.",
                keeper(new Surroundings(home).file("tokens_file = 'x'").environment("LLM_TEST_BENCH_TOKENS", TOKEN)));
        Path file = new Surroundings(home).file();
        assertStays(
                file + ", line 1: auth: it is none of tokens, oidc, platform, none.",
                configured("auth = '" + TOKEN + "'"));
    }

    private static void assertStays(String message, AuthenticationGate keeper) {
        assertThat(refusedToStart(keeper, "127.0.0.1")).hasMessage(message);
    }

    @Test
    void tokens_that_can_be_guessed_or_not_be_sent_are_refused_at_the_start_by_their_line() {
        assertRefused(
                "LLM_TEST_BENCH_TOKENS, line 2: the token has less than 16 characters.", TOKEN + "\nplanted-15-char\n");
        assertRefused(
                "LLM_TEST_BENCH_TOKENS, line 1: the token has spaces, commas or other characters that no token has.",
                "me: " + TOKEN);
        assertRefused("LLM_TEST_BENCH_TOKENS holds no token.", "\n# " + TOKEN + "\n");
    }

    private void assertRefused(String message, String tokens) {
        assertStays(message, keeper(new Surroundings(home).environment("LLM_TEST_BENCH_TOKENS", tokens)));
    }

    @Test
    void whatever_stands_in_a_token_is_taken_as_it_is() {
        String odd = "${planted}$HOME\\0123456789";
        AuthenticationGate keeper = keeper(new Surroundings(home).environment("LLM_TEST_BENCH_TOKENS", odd));
        assertThat(Asked.answer(keeper.authenticate(Asked.by(odd)))).isNotNull();
    }
}
