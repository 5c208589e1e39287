package org.llmtestbench.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmtestbench.config.SettingsValidator;
import org.llmtestbench.config.Surroundings;

/** Settings that only the dialect or the HTTP client of an endpoint rejects. */
@QuarkusTest
class InvalidSettingTest {
    private static final String BASE_URL = "base_url = 'https://x.test/v1'\n";

    @TempDir
    Path home;

    @Inject
    @io.quarkus.arc.All
    List<ProviderFactory> dialects;

    private Surroundings surroundings;

    @BeforeEach
    void create_surroundings() {
        surroundings = new Surroundings(home);
    }

    private ProviderRegistry providers() {
        return new ProviderRegistry(Configured.settings(surroundings), dialects);
    }

    private ProviderException error(Map<String, String> flags) {
        return catchThrowableOfType(ProviderException.class, () -> providers().named("mine", flags));
    }

    private List<String> problems() {
        return new SettingsValidator(Configured.settings(surroundings), providers(), List.of())
                .problems().stream()
                        .map(problem ->
                                problem.getMessage().replace(surroundings.file().toString(), "FILE"))
                        .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dialect = 'opnai' | dialect: unknown dialect 'opnai'. Did you mean 'openai'?",
                "dialect = 'gemini' | dialect: unknown dialect 'gemini'.",
                "dialect = 'OpenAI' | dialect: unknown dialect 'OpenAI'. Did you mean 'openai'?",
                "ca_file = '/nowhere.pem' | ca_file: /nowhere.pem does not exist.",
                "headers.X-Foo = \"a\\nb\" | headers.X-Foo: it can't be sent as a header.",
                "headers.\"a b\" = 'c' | headers.\"a b\": it can't be sent as a header.",
                "organization = \"a\\nb\" | organization: it can't be sent as a header.",
                "project = '☃' | project: it can't be sent as a header.",
            })
    void invalid_settings_are_reported_with_file_line_and_key(String line, String problem) {
        surroundings.file("[providers.mine]\n" + BASE_URL + line + "\n");
        String expected = "FILE, line 3: providers.mine." + problem;
        ProviderException error = error(Map.of());
        assertThat(error.failure()).isEqualTo(Failure.CONFIGURATION);
        assertThat(error.getMessage().replace(surroundings.file().toString(), "FILE"))
                .isEqualTo(expected);
        assertThat(problems()).containsExactly(expected);
    }

    @Test
    void a_version_that_is_not_a_date_is_reported_with_file_line_and_key() {
        surroundings.file("[providers.mine]\ndialect = 'anthropic'\n" + BASE_URL + "api_version = 'latest'\n");
        assertThat(problems()).containsExactly("FILE, line 4: providers.mine.api_version: 'latest' is not a date.");
    }

    @Test
    void a_variable_with_an_invalid_value_is_named() {
        surroundings
                .environment("LLM_TEST_BENCH_PROVIDERS_MINE_BASE_URL", "http://x")
                .environment("LLM_TEST_BENCH_PROVIDERS_MINE_DIALECT", "claude");
        assertThat(error(Map.of()))
                .hasMessage("environment variable LLM_TEST_BENCH_PROVIDERS_MINE_DIALECT: unknown dialect 'claude'.");
        assertThat(error(Map.of()).hint()).contains("Known: anthropic, openai.");
    }

    @Test
    void a_password_and_an_authorization_header_are_rejected_together() {
        surroundings.file(
                "[providers.mine]\nbase_url = 'http://joe:s3cret@x/v1'\nheaders.AUTHORIZATION = 'Bearer s3cret'\n");
        assertThat(problems())
                .containsExactly("FILE, line 2: providers.mine.base_url: the user and the password in the address, and"
                        + " the header Authorization in headers, need the same header, Authorization.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "http://joe:s3cret@x:114340/v1 | 'http://…@x:114340/v1' can't be used: a port is a number from 1 to 65535.",
                "http://x:0 | 'http://x:0' can't be used: a port is a number from 1 to 65535.",
                "x.test/v1 | 'x.test/v1' can't be used: it must begin with http:// or https:// and name a host.",
            })
    void an_invalid_base_url_is_reported_once(String address, String problem) {
        surroundings.file("[providers.mine]\nbase_url = '" + address + "'\n");
        assertThat(problems()).containsExactly("FILE, line 2: providers.mine.base_url: " + problem);
        surroundings.file("").environment("LLM_TEST_BENCH_PROVIDERS_MINE_BASE_URL", address);
        assertThat(error(Map.of()))
                .hasMessage("environment variable LLM_TEST_BENCH_PROVIDERS_MINE_BASE_URL: " + problem);
        surroundings.environment("LLM_TEST_BENCH_PROVIDERS_MINE_BASE_URL", "http://x");
        assertThat(error(Map.of("base_url", address))).hasMessage("--base-url: " + problem);
        assertThat(error(Map.of("base_url", address)).failure()).isEqualTo(Failure.USAGE);
    }

    @Test
    void a_base_url_with_an_unset_variable_is_reported_once() {
        surroundings.file("[providers.mine]\nbase_url = 'http://${NOWHERE_SET}/v1'\n");
        assertThat(problems()).containsExactly("FILE, line 2: providers.mine.base_url: ${NOWHERE_SET} is not set.");
    }
}
