package org.llmtestbench.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtestbench.config.Surroundings;

class SettingsReaderTest {
    private static final String PREFIX = "llm-test-bench.providers.x.";
    private static final Duration FALLBACK = Duration.ofDays(1);

    @TempDir
    Path home;

    private Surroundings surroundings;

    @BeforeEach
    void create_surroundings() {
        surroundings = new Surroundings(home);
    }

    private SettingsReader reader() {
        return new SettingsReader(surroundings.config(), new ConfiguredNames(surroundings.config()), PREFIX, Map.of());
    }

    private SettingsReader reader(String key, String value) {
        surroundings.file("[providers.x]\n" + key + " = '" + value + "'\n");
        return reader();
    }

    private void assertRejected(String key, String value, String hint, Runnable read) {
        ProviderException error = catchThrowableOfType(ProviderException.class, read::run);
        assertThat(error.failure()).isEqualTo(Failure.CONFIGURATION);
        assertThat(error)
                .hasMessage(surroundings.file() + ", line 2: providers.x." + key + ": '" + value + "' can't be used.");
        assertThat(error.hint()).contains(hint);
    }

    @Test
    void a_path_in_the_file_is_relative_to_its_directory() {
        assertThat(reader().path("ca_file")).isNull();
        assertThat(reader("ca_file", " ").path("ca_file")).isNull();
        assertThat(reader("ca_file", "/etc/corp.pem").path("ca_file")).isEqualTo(Path.of("/etc/corp.pem"));
        assertThat(reader("ca_file", "certs/corp.pem").path("ca_file"))
                .isEqualTo(surroundings.file().resolveSibling("certs/corp.pem"));
        surroundings.environment("LLM_TEST_BENCH_PROVIDERS_X_CA_FILE", "corp.pem");
        assertThat(reader().path("ca_file")).isEqualTo(Path.of("corp.pem"));
    }

    @Test
    void an_invalid_path_is_rejected() {
        surroundings.environment("LLM_TEST_BENCH_PROVIDERS_X_CA_FILE", "a\0b");
        assertThat(catchThrowableOfType(ProviderException.class, () -> reader().path("ca_file"))
                        .hint())
                .contains("Write the path of a file.");
    }

    @ParameterizedTest
    @CsvSource({"500ms, PT0.5S", "20s, PT20S", "2m, PT2M", "1h, PT1H", "1.5s, PT1.5S", "8760h, PT8760H"})
    void durations_have_a_unit(String text, Duration duration) {
        assertThat(reader("timeout", text).time("timeout", FALLBACK)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "20",
                "s",
                "-1s",
                "1 s",
                "1d",
                "PT1S",
                "1.s",
                "1s ",
                "8761h",
                "0s",
                "0ms",
                "99999999999999999999h",
                ""
            })
    void invalid_durations_are_rejected(String text) {
        SettingsReader reader = reader("timeout", text);
        assertRejected(
                "timeout", text, "Write a duration such as 500ms, 20s or 2m.", () -> reader.time("timeout", FALLBACK));
    }

    @Test
    void keys_that_are_not_set_have_their_default() {
        assertThat(reader().time("timeout", FALLBACK)).isEqualTo(FALLBACK);
        assertThat(reader().time("timeout", "timeout_seconds", FALLBACK)).isEqualTo(FALLBACK);
        assertThat(reader().count("max_retries", 7)).isEqualTo(7);
        assertThat(reader().flag("include_usage", true)).isTrue();
        assertThat(reader().oneOf("max_tokens_field", List.of("auto", "b"))).isEqualTo("auto");
        assertThat(reader().url("base_url")).isEmpty();
        assertThat(reader().text("project")).isEmpty();
        assertThat(reader().text("project", "p")).isEqualTo("p");
        assertThat(reader().variable("api_key_env")).isEmpty();
        assertThat(reader().table("headers")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"30, PT30S", "0.5, PT0.5S"})
    void the_older_name_counts_seconds(String text, Duration duration) {
        assertThat(reader("timeout_seconds", text).time("timeout", "timeout_seconds", FALLBACK))
                .isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"20s", "20m", "x", "1.2.3", ""})
    void the_older_name_takes_no_unit(String text) {
        SettingsReader reader = reader("timeout_seconds", text);
        assertRejected(
                "timeout_seconds",
                text,
                "Write a number of seconds.",
                () -> reader.time("timeout", "timeout_seconds", FALLBACK));
    }

    @Test
    void the_newer_name_is_used_unless_a_higher_source_sets_the_older_one() {
        surroundings.file("[providers.x]\ntimeout = '20s'\ntimeout_seconds = 30\n");
        assertThat(reader().time("timeout", "timeout_seconds", FALLBACK)).hasSeconds(20);
        surroundings.environment("LLM_TEST_BENCH_PROVIDERS_X_TIMEOUT_SECONDS", "40");
        assertThat(reader().time("timeout", "timeout_seconds", FALLBACK)).hasSeconds(40);
        SettingsReader readerWithFlags = new SettingsReader(
                surroundings.config(), new ConfiguredNames(surroundings.config()), PREFIX, Map.of("timeout", "50s"));
        assertThat(readerWithFlags.time("timeout", "timeout_seconds", FALLBACK)).hasSeconds(50);
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.openai.com/v1, https://api.openai.com/v1",
        "http://127.0.0.1:8089/v1//, http://127.0.0.1:8089/v1",
        "http://[::1]:80, http://[::1]:80"
    })
    void urls_lose_their_trailing_slash(String text, URI address) {
        assertThat(reader("base_url", text).url("base_url").map(HttpUrl::uri)).contains(address);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "api.openai.com | it must begin with http:// or https:// and name a host",
                "https://a b | its host is not a valid host name or IP address",
                "http://127.0.0.1:114340/v1 | a port is a number from 1 to 65535",
                "'' | it must begin with http:// or https:// and name a host",
            })
    void invalid_urls_are_rejected_with_the_reason(String text, String reason) {
        SettingsReader reader = reader("base_url", text);
        ProviderException error = catchThrowableOfType(ProviderException.class, () -> reader.url("base_url"));
        assertThat(error)
                .hasMessage(surroundings.file() + ", line 2: providers.x.base_url: '" + text + "' can't be used: "
                        + reason + ".");
        assertThat(error.hint()).contains("Write an address such as https://api.openai.com/v1.");
    }

    @Test
    void a_rejected_url_is_shown_without_its_password() {
        SettingsReader reader = reader("base_url", "http://joe:s3cret@x:0");
        assertThat(catchThrowableOfType(ProviderException.class, () -> reader.url("base_url")))
                .hasMessageEndingWith("'http://…@x:0' can't be used: a port is a number from 1 to 65535.");
    }

    @Test
    void flags_are_true_or_false() {
        assertThat(reader("include_usage", "true").flag("include_usage", false)).isTrue();
        assertThat(reader("include_usage", "false").flag("include_usage", true)).isFalse();
        surroundings.file("[providers.x]\ninclude_usage = false\n");
        assertThat(reader().flag("include_usage", true)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "TRUE", "1", ""})
    void invalid_flags_are_rejected(String text) {
        SettingsReader reader = reader("include_usage", text);
        assertRejected("include_usage", text, "Write true or false.", () -> reader.flag("include_usage", true));
    }

    @Test
    void counts_are_whole_numbers() {
        assertThat(reader("max_retries", "0").count("max_retries", 3)).isZero();
        assertThat(reader("max_retries", "999999999").count("max_retries", 3)).isEqualTo(999_999_999);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "many", "1e3", "9999999999", ""})
    void invalid_counts_are_rejected(String text) {
        SettingsReader reader = reader("max_retries", text);
        assertRejected("max_retries", text, "Write a whole number, 0 or more.", () -> reader.count("max_retries", 3));
    }

    @Test
    void a_word_must_be_in_the_list() {
        List<String> words = List.of("auto", "max_tokens");
        assertThat(reader("max_tokens_field", "max_tokens").oneOf("max_tokens_field", words))
                .isEqualTo("max_tokens");
        SettingsReader reader = reader("max_tokens_field", "maximum");
        assertRejected(
                "max_tokens_field",
                "maximum",
                "Write one of auto, max_tokens.",
                () -> reader.oneOf("max_tokens_field", words));
    }

    @Test
    void an_empty_text_is_kept_unless_there_is_a_default() {
        assertThat(reader("project", "").text("project")).contains("");
        assertThat(reader("project", " ").text("project", "p")).isEqualTo("p");
    }
}
