package org.llmtestbench.provider.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;

class ProxyEnvironmentTest {
    /** @param environment names and values, semicolons between them */
    private static String between(String server, String environment) {
        Map<String, String> variables = Arrays.stream(environment.split(";"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0].strip(), pair -> pair[1]));
        return ProxyEnvironment.between(URI.create(server), variables::get)
                .map(proxy -> proxy + " " + proxy.type() + " by " + proxy.variable())
                .orElse("none");
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.test/v1, HTTPS_PROXY=http://p:3128, proxy p:3128 HTTP by HTTPS_PROXY",
        "https://a.test/v1, HTTPS_PROXY=p:3128, proxy p:3128 HTTP by HTTPS_PROXY",
        "https://a.test/v1, HTTPS_PROXY=http://p/, proxy p:80 HTTP by HTTPS_PROXY",
        "https://a.test/v1, HTTPS_PROXY=HTTP://u@p:1, proxy p:1 HTTP by HTTPS_PROXY",
        "https://a.test/v1, HTTPS_PROXY=http://u:a@b@p:1, proxy p:1 HTTP by HTTPS_PROXY",
        "https://a.test/v1, HTTPS_PROXY=http://[::1]:3128, proxy [::1]:3128 HTTP by HTTPS_PROXY",
        "https://a.test/v1, HTTPS_PROXY=socks5://p, proxy p:1080 SOCKS5 by HTTPS_PROXY",
        "https://a.test/v1, HTTPS_PROXY=http://p:1;https_proxy=http://q:2, proxy q:2 HTTP by https_proxy",
        "https://a.test/v1, HTTPS_PROXY=http://p:1;https_proxy=, proxy p:1 HTTP by HTTPS_PROXY",
        "https://a.test/v1, HTTP_PROXY=http://p:1, none",
        "http://a.test/v1, HTTPS_PROXY=http://p:1, none",
        "http://a.test/v1, HTTP_PROXY=http://p:1, proxy p:1 HTTP by HTTP_PROXY",
        "http://a.test/v1, HTTP_PROXY=http://p:1;REQUEST_METHOD=GET, none",
        "http://a.test/v1, http_proxy=http://p:1;REQUEST_METHOD=GET, proxy p:1 HTTP by http_proxy",
        "https://a.test/v1, HTTPS_PROXY= , none",
        "http://my_llm:8000/v1, HTTP_PROXY=http://my_proxy:3128, proxy my_proxy:3128 HTTP by HTTP_PROXY",
        "http://my_llm:8000/v1, HTTP_PROXY=http://p:1;NO_PROXY=my_llm, none",
        "http://my_llm:8000/v1, HTTP_PROXY=http://p:1;NO_PROXY=my_llm:8000, none",
        "http://my_llm:8000/v1, HTTP_PROXY=http://p:1;NO_PROXY=my_llm:80, proxy p:1 HTTP by HTTP_PROXY",
        "http://a.my_net/v1, HTTP_PROXY=http://p:1;NO_PROXY=.my_net, none",
    })
    void the_environment_names_a_proxy_for_each_scheme(String server, String environment, String expected) {
        assertThat(between(server, environment)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://jane:secret@:3128",
                "http://jane:secret%zz@p:1",
                "ftp://jane:secret@p:1",
                "http://jane:secret@p:1/path",
                "jane:secret p"
            })
    void a_variable_that_is_no_address_is_named_and_not_shown(String value) {
        ProviderException refusal = catchThrowableOfType(
                ProviderException.class, () -> between("https://a.test/v1", "HTTPS_PROXY=" + value));
        assertThat(refusal.failure()).isEqualTo(Failure.CONFIGURATION);
        assertThat(refusal)
                .hasMessage("The environment variable HTTPS_PROXY is not the address of a proxy.")
                .hasNoCause();
        assertThat(refusal.hint().orElseThrow()).doesNotContain("jane", "secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999", "65536", "0", "-1", "114340", "port"})
    void a_port_outside_of_its_range_is_the_reason(String port) {
        ProviderException refusal = catchThrowableOfType(
                ProviderException.class,
                () -> between("https://a.test/v1", "HTTPS_PROXY=http://jane:secret@my_proxy:" + port));
        assertThat(refusal.failure()).isEqualTo(Failure.CONFIGURATION);
        assertThat(refusal)
                .hasMessage(
                        "The environment variable HTTPS_PROXY is not the address of a proxy: a port is a number from"
                                + " 1 to 65535.");
    }

    @Test
    void user_and_password_are_decoded_and_never_printed() {
        Proxy proxy = ProxyEnvironment.between(
                        URI.create("https://a.test/v1"), Map.of("HTTPS_PROXY", "http://j%40ne:a+b%3A@p:1")::get)
                .orElseThrow();
        assertThat(proxy.user()).isEqualTo("j@ne");
        assertThat(proxy.password()).isEqualTo("a+b:");
        assertThat(proxy.toString()).isEqualTo("proxy p:1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://a.corp.test/v1    | corp.test        | true",
                "https://corp.test/v1      | corp.test        | true",
                "https://A.Corp.test/v1    | .CORP.test       | true",
                "https://a.corp.test/v1    | *.corp.test      | true",
                "https://acorp.test/v1     | corp.test        | false",
                "https://corp.test.evil/v1 | corp.test        | false",
                "https://a.test/v1         | x.test, a.test   | true",
                "https://a.test/v1         | x.test a.test    | true",
                "https://a.test/v1         | *                | true",
                "https://a.test/v1         | ''               | false",
                "https://a.test/v1         | ,                | false",
                "https://a.test/v1         | a.test:443       | true",
                "https://a.test:8443/v1    | a.test:443       | false",
                "http://a.test/v1          | a.test:80        | true",
                "http://10.1.2.3/v1        | 10.0.0.0/8       | true",
                "http://11.1.2.3/v1        | 10.0.0.0/8       | false",
                "http://10.1.2.3/v1        | 10.0.0.0/many    | false",
                "http://10.1.2.3/v1        | 10.1.2.3         | true",
                "http://10.1.2.3/v1        | 2.3              | false",
                "http://[::1]/v1           | ::1              | true",
                "http://[::1]/v1           | [::1]            | true",
                "http://localhost:11434/v1 | localhost        | true",
                "http://127.0.0.1:8089/v1  | corp.test        | false",
            })
    void no_proxy_lists_domains_addresses_and_networks(String server, String list, boolean covered) {
        assertThat(new NoProxy(list).covers(URI.create(server))).isEqualTo(covered);
        String environment = "HTTPS_PROXY=p:1;HTTP_PROXY=p:1;NO_PROXY=" + list;
        assertThat(between(server, environment).equals("none")).isEqualTo(covered);
    }
}
