package org.llmtestbench.provider.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.InvalidSettingException;
import org.llmtestbench.provider.ProviderException;

class EndpointTest {
    private static final String URL = "https://api.acme.test/v1";

    @Test
    void configured_headers_win_over_ours() {
        Endpoint endpoint = Endpoints.with(
                Endpoints.settings(URL, Map.of("Authorization", "Basic x", "api-key", "y"), Map.of()), "key");
        assertThat(endpoint.headers())
                .containsEntry("authorization", "Basic x")
                .containsEntry("api-key", "y")
                .hasSize(3);
        assertThat(endpoint.headers().get("user-agent")).matches("llm-test-bench/\\d+\\.\\d+.*");
    }

    @Test
    void query_parameters_are_added_to_every_address() {
        Endpoint endpoint = Endpoints.with(
                Endpoints.settings(URL, Map.of(), Map.of("api-version", "2024-10-21", "x", "a b&c")), "key");
        assertThat(endpoint.uri("models"))
                .hasToString("https://api.acme.test/v1/models?api-version=2024-10-21&x=a+b%26c");
        assertThat(Endpoints.at(URL).uri("models")).hasToString("https://api.acme.test/v1/models");
    }

    @Test
    void a_header_that_can_not_be_sent_is_named_without_its_value() {
        assertThatThrownBy(() ->
                        Endpoints.with(Endpoints.settings(URL, Map.of("x", "secret\nInjected: 1"), Map.of()), "key"))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("headers.x: it can't be sent as a header.");
    }

    @Test
    void connections_are_verified_and_speak_http2_where_tls_offers_it() {
        assertThat(Endpoints.at(URL).httpOptions().isVerifyHost()).isTrue();
        assertThat(Endpoints.at(URL).httpOptions().isTrustAll()).isFalse();
        assertThat(Endpoints.at(URL).httpOptions().isUseAlpn()).isTrue();
        assertThat(Endpoints.at(URL).httpOptions().getKeepAliveTimeout()).isEqualTo(90);
        assertThat(Endpoints.at("http://localhost/v1").httpOptions().getProtocolVersion())
                .isEqualTo(HttpVersion.HTTP_1_1);
    }

    @Test
    void a_missing_key_names_its_variable() {
        assertThatThrownBy(() -> Endpoints.with(Endpoints.settings(URL, Map.of(), Map.of()), null)
                        .headers())
                .isInstanceOfSatisfying(ProviderException.class, e -> {
                    assertThat(e.failure()).isEqualTo(Failure.AUTHENTICATION);
                    assertThat(e.hint()).contains("Set ACME_KEY, or try it without a key: --offline.");
                })
                .hasMessage("acme needs a key: the environment variable ACME_KEY is not set.");
    }

    @Test
    void a_key_with_a_line_break_inside_is_no_key_and_not_shown() {
        assertThatThrownBy(() -> Endpoints.with(Endpoints.settings(URL, Map.of(), Map.of()), "sk-a\nb")
                        .headers())
                .hasMessage("The value of ACME_KEY is not a key: it holds spaces, line breaks or non-ASCII.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"sk-PLANTED-0123456789\"", "'sk-PLANTED-0123456789'", " \" sk-PLANTED-0123456789 \"\n", "\"\""
            })
    void a_key_in_quotes_is_not_sent_and_the_hint_names_the_quotes(String value) {
        Endpoint endpoint = Endpoints.with(Endpoints.settings(URL, Map.of(), Map.of()), value);
        assertThat(endpoint.key().isUsable()).isFalse();
        assertThatThrownBy(endpoint::headers)
                .isInstanceOfSatisfying(ProviderException.class, e -> {
                    assertThat(e.failure()).isEqualTo(Failure.AUTHENTICATION);
                    assertThat(e.hint())
                            .contains("Set ACME_KEY to the key without quotes; an env file keeps quotes as part of the"
                                    + " value.");
                })
                .hasMessage("The value of ACME_KEY is not a key: it is in quotes.");
    }

    @Test
    void a_key_in_quotes_is_redacted_with_and_without_its_quotes() {
        ApiKey key = Endpoints.with(Endpoints.settings(URL, Map.of(), Map.of()), "\"PLANTED_0123456789\"")
                .key();
        assertThat(key.redact("no PLANTED_0123456789, nor \"PLANTED_0123456789\", nor PLANTED_01…"))
                .isEqualTo("no [key], nor [key], nor [key]…");
    }

    @Test
    void a_quote_inside_of_a_key_is_part_of_it() {
        assertThat(Endpoints.with(Endpoints.settings(URL, Map.of(), Map.of()), "sk-x'y")
                        .headers())
                .containsEntry("authorization", "Bearer sk-x'y");
    }

    @Test
    void blanks_around_a_key_are_not_part_of_it() {
        assertThat(Endpoints.with(Endpoints.settings(URL, Map.of(), Map.of()), " sk-x\n")
                        .headers())
                .containsEntry("authorization", "Bearer sk-x");
    }

    @Test
    void a_key_never_prints_itself() {
        ApiKey key = Endpoints.at(URL).key();
        assertThat(key).hasToString("ApiKey[ACME_KEY set]");
        assertThat(key.redact("no sk-PLANTED-0123456789 here, nor sk-other-12345"))
                .isEqualTo("no [key] here, nor [key]");
        assertThat(key.redact((String) null)).isNull();
        assertThat(key.redact(Failure.USAGE.because("sk-PLANTED-0123456789"))).hasMessage("[key]");
    }

    @Test
    void waits_are_spoken_in_fitting_units() {
        assertThat(ErrorMessages.spoken(Duration.ofMillis(300))).isEqualTo("0.3 s");
        assertThat(ErrorMessages.spoken(Duration.ofSeconds(20))).isEqualTo("20 s");
        assertThat(ErrorMessages.spoken(Duration.ofHours(1))).isEqualTo("60 min");
    }

    @Test
    void backoff_doubles_up_to_a_minute_and_jitters_downwards() {
        assertThat(Backoff.exponential(1, 0)).isEqualTo(Duration.ofSeconds(1));
        assertThat(Backoff.exponential(3, 0)).isEqualTo(Duration.ofSeconds(4));
        assertThat(Backoff.exponential(40, 0)).isEqualTo(Duration.ofSeconds(60));
        assertThat(Backoff.exponential(1, 1)).isEqualTo(Duration.ofMillis(750));
    }
}
