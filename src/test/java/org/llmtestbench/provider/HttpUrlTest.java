package org.llmtestbench.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpUrlTest {
    @Test
    void a_url_is_split_into_its_parts() {
        HttpUrl url = HttpUrl.parse("HTTPS://joe:s3cret@api.acme.test:8443/openai/v1//");
        assertThat(url.scheme()).isEqualTo("https");
        assertThat(url.credentials()).isEqualTo(new BasicCredentials("joe", "s3cret"));
        assertThat(url.host()).isEqualTo("api.acme.test");
        assertThat(url.port()).isEqualTo(8443);
        assertThat(url.path()).isEqualTo("/openai/v1");
        assertThat(url.uri()).isEqualTo(URI.create("https://api.acme.test:8443/openai/v1"));
        assertThat(url).hasToString("https://api.acme.test:8443/openai/v1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://my_llm",
                "http://my_llm:8000/v1",
                "http://_dmarc.acme.test/v1",
                "http://project_llm_1/v1",
                "http://llm.1/v1",
                "http://box_/v1",
                "http://box./v1",
                "http://127.0.0.1:1/v1",
                "http://[::1]:65535/v1",
                "http://acme.test/v1/@cf/meta",
            })
    void host_names_with_underscores_and_ip_addresses_are_accepted(String text) {
        assertThat(HttpUrl.problem(text)).isEmpty();
        assertThat(HttpUrl.parse(text)).hasToString(text);
        assertThat(HttpUrl.masked(text)).isEqualTo(text);
        assertThat(HttpUrl.of(URI.create(text))).isEqualTo(HttpUrl.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "65536", "114340", "99999999999999999999", "x", "80x", "1e3", "+1", " 1"})
    void a_port_out_of_range_is_rejected(String port) {
        assertThat(HttpUrl.problem("http://127.0.0.1:" + port + "/v1")).contains("a port is a number from 1 to 65535");
        assertThat(HttpUrl.problem("http://joe:pw@my_llm:" + port)).contains("a port is a number from 1 to 65535");
        assertThat(HttpUrl.problem("http://[::1]:" + port)).contains("a port is a number from 1 to 65535");
    }

    @Test
    void the_default_port_depends_on_the_scheme() {
        assertThat(HttpUrl.parse("http://my_llm/v1").effectivePort()).isEqualTo(80);
        assertThat(HttpUrl.parse("https://my_llm:/v1").effectivePort()).isEqualTo(443);
        assertThat(HttpUrl.parse("https://my_llm:80/v1").effectivePort()).isEqualTo(80);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "api.openai.com/v1 | it must begin with http:// or https:// and name a host",
                "ftp://x/v1 | it must begin with http:// or https:// and name a host",
                "http:/x | it must begin with http:// or https:// and name a host",
                "http:///v1 | it has no host",
                "http://:80/v1 | it has no host",
                "http://joe:pw@/v1 | it has no host",
                "https://a b | its host is not a valid host name or IP address",
                "http://[::g]/v1 | its host is not a valid host name or IP address",
                "http://bücher.test/v1 | its host is not a valid host name or IP address",
                "http://x/a b | it contains a character that must be percent-encoded, such as a space as %20",
                "http://x/%zz | it contains a character that must be percent-encoded, such as a space as %20",
                "https://x?a=b | it contains a query; set query parameters of a provider with the key query",
                "https://x#a | it contains a fragment (#)",
                "http://joe:p/ss@x/v1 | special characters in the user or the password must be percent-encoded, such as @ as %40",
                "http://joe:p#ss@x/v1 | special characters in the user or the password must be percent-encoded, such as @ as %40",
                "http://joe:p?ss@x/v1 | special characters in the user or the password must be percent-encoded, such as @ as %40",
            })
    void an_invalid_url_is_rejected_with_the_reason(String text, String reason) {
        assertThatThrownBy(() -> HttpUrl.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "http://joe:s3cret@x/v1, joe, s3cret",
        "http://joe@x/v1, joe, ''",
        "http://:s3cret@x/v1, '', s3cret",
        "http://joe:a:b@x/v1, joe, a:b",
        "http://joe:a@b@x/v1, joe, a@b",
        "http://j%6Fe:s%40%2Fcr%c3%a9t+%@x/v1, joe, s@/crét+%",
    })
    void a_user_and_a_password_are_decoded(String text, String user, String password) {
        assertThat(HttpUrl.parse(text).credentials()).isEqualTo(new BasicCredentials(user, password));
    }

    @Test
    void the_text_form_of_credentials_hides_them() {
        BasicCredentials credentials = new BasicCredentials("joe", "s3cret");
        assertThat(credentials).hasToString("BasicCredentials[…]");
        assertThat(credentials.header()).isEqualTo("Basic am9lOnMzY3JldA==");
        assertThat(credentials.secrets()).containsExactly("am9lOnMzY3JldA==", "s3cret");
        assertThat(new BasicCredentials("token", "").secrets()).contains("token");
    }

    @ParameterizedTest
    @CsvSource({
        "http://joe:s3cret@x/v1, http://…@x/v1",
        "http://joe:s3@cret@x/v1, http://…@x/v1",
        "http://joe:s3cret@x:114340/v1, http://…@x:114340/v1",
        "http://joe:s3/cret@x/v1, http://…@x/v1",
        "http://joe:s3?cret@x/v1, http://…@x/v1",
        "http://joe:s3#cret@x/v1, http://…@x/v1",
        "joe:s3cret@x/v1, …@x/v1",
        "ftp://joe:s3cret@x/v1, ftp://…@x/v1",
        "http://x/v1?key=s3cret, http://x/v1?…",
        "http://joe:s3cret@x/v1?key=s3cret, http://…@x/v1?…",
        "http://${USER}:${PASSWORD}@x/v1, http://…@x/v1",
        "https://${HOST}/v1, https://${HOST}/v1",
    })
    void values_that_may_be_secret_are_not_shown(String text, String shown) {
        assertThat(HttpUrl.masked(text)).isEqualTo(shown);
    }
}
