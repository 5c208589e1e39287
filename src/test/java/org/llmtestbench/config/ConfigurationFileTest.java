package org.llmtestbench.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtestbench.provider.SettingsLoader;

class ConfigurationFileTest {
    private static final String MODEL = "llm-test-bench.providers.x.default_model";

    @TempDir
    Path home;

    private Surroundings surroundings;

    @BeforeEach
    void create_surroundings() {
        surroundings = new Surroundings(home);
    }

    private String model() {
        return surroundings.config().getConfigValue(MODEL).getValue();
    }

    private static byte[] toml(String model) {
        return ("[providers.x]\ndefault_model = '" + model + "'\n").getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void is_registered_with_the_service_loader() {
        assertThat(ServiceLoader.load(ConfigSourceFactory.class))
                .anyMatch(factory -> factory instanceof ConfigurationSourceFactory);
    }

    @Test
    void without_a_file_there_is_no_source() {
        assertThat(surroundings.config().getConfigSources())
                .extracting(ConfigSource::getOrdinal)
                .doesNotContain(275);
        assertThat(surroundings.problems()).isNull();
    }

    @Test
    void without_a_home_there_is_no_source() {
        surroundings.system("user.home", "?").environment("HOME", "\0");
        assertThat(surroundings.problems()).isNull();
    }

    @Test
    void is_found_in_the_home_directory() {
        surroundings.file(toml("m"));
        ConfigValue value = surroundings.config().getConfigValue(MODEL);
        assertThat(value.getValue()).isEqualTo("m");
        assertThat(value.getConfigSourceName()).isEqualTo(surroundings.file().toString());
        assertThat(value.getConfigSourceOrdinal()).isEqualTo(275);
        assertThat(value.getLineNumber()).isEqualTo(2);
    }

    @Test
    void home_overrides_user_home() {
        surroundings.file(toml("home")).write(home.resolve("shell/.config/llm-test-bench/config.toml"), toml("shell"));
        surroundings.environment("HOME", home.resolve("shell").toString());
        assertThat(model()).isEqualTo("shell");
    }

    @Test
    void is_found_below_xdg_config_home() {
        surroundings.file(toml("home")).write(home.resolve("xdg/llm-test-bench/config.toml"), toml("xdg"));
        surroundings.environment("XDG_CONFIG_HOME", home.resolve("xdg").toString());
        assertThat(model()).isEqualTo("xdg");
    }

    @Test
    void relative_and_empty_xdg_config_homes_are_ignored() {
        surroundings.file(toml("home"));
        assertThat(surroundings.environment("XDG_CONFIG_HOME", "xdg").config().getValue(MODEL, String.class))
                .isEqualTo("home");
        assertThat(surroundings.environment("XDG_CONFIG_HOME", "").config().getValue(MODEL, String.class))
                .isEqualTo("home");
    }

    @Test
    void the_environment_can_set_another_file() {
        surroundings.file(toml("home")).write(home.resolve("b/other.toml"), toml("other"));
        surroundings.environment(
                "LLM_TEST_BENCH_CONFIG", home.resolve("b/other.toml").toString());
        assertThat(model()).isEqualTo("other");
    }

    @Test
    void the_command_line_overrides_the_environment() {
        surroundings.write(home.resolve("b/${x}$$.toml"), toml("dollars"));
        surroundings.environment(
                "LLM_TEST_BENCH_CONFIG", home.resolve("nowhere").toString());
        surroundings.system(
                "llm-test-bench.config", home.resolve("b/${x}$$.toml").toString());
        assertThat(model()).isEqualTo("dollars");
    }

    @Test
    void an_empty_path_means_the_default_file() {
        surroundings.file(toml("home")).environment("LLM_TEST_BENCH_CONFIG", "");
        assertThat(model()).isEqualTo("home");
    }

    @Test
    void an_explicit_file_that_does_not_exist_is_a_problem() {
        surroundings.environment("LLM_TEST_BENCH_CONFIG", "/no/such.toml");
        assertThat(surroundings.problems())
                .isEqualTo("Configuration file /no/such.toml (named by LLM_TEST_BENCH_CONFIG) does not exist.");
    }

    @Test
    void a_directory_is_a_problem() throws IOException {
        Files.createDirectories(surroundings.file());
        assertThat(surroundings.problems()).isEqualTo("Configuration file FILE is a directory.");
        surroundings.system("llm-test-bench.config", "/tmp");
        assertThat(surroundings.problems()).isEqualTo("Configuration file /tmp (named by --config) is a directory.");
    }

    @Test
    void a_file_that_cannot_be_opened_is_a_problem() throws IOException {
        Files.createSymbolicLink(home.resolve("loop"), home.resolve("loop"));
        surroundings.system("llm-test-bench.config", home.resolve("loop").toString());
        assertThat(surroundings.problems())
                .startsWith("Configuration file " + home.resolve("loop") + " (named by --config) can't be read: ")
                .endsWith(".");
    }

    @Test
    void an_invalid_path_is_a_problem() {
        surroundings.system("llm-test-bench.config", "a\0b");
        assertThat(surroundings.problems()).startsWith("Configuration file a\0b (named by --config) can't be read: ");
    }

    @Test
    void an_empty_file_sets_nothing() {
        surroundings.file("");
        assertThat(surroundings.problems()).isNull();
        assertThat(model()).isNull();
    }

    @Test
    void a_byte_order_mark_and_windows_line_ends_are_accepted() {
        surroundings.file("\uFEFF# c\r\n[providers.x]\r\n\r\ndefault_model = 'm'\r\n");
        assertThat(model()).isEqualTo("m");
        assertThat(surroundings.config().getConfigValue(MODEL).getLineNumber()).isEqualTo(4);
    }

    @Test
    void bytes_that_are_not_utf_8_are_reported_with_their_line() {
        surroundings.file("[providers.x]\n\ndefault_model = 'Müller'\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(surroundings.problems()).isEqualTo("FILE, line 3: not UTF-8. Save the file as UTF-8.");
        surroundings.file("\uFEFFa = 1".getBytes(StandardCharsets.UTF_16LE));
        assertThat(surroundings.problems()).isEqualTo("FILE, line 1: not UTF-8. Save the file as UTF-8.");
        surroundings.file(new byte[] {'#', (byte) 0xC3});
        assertThat(surroundings.problems()).isEqualTo("FILE, line 1: not UTF-8. Save the file as UTF-8.");
    }

    @Test
    void a_file_of_a_megabyte_is_read_with_all_its_lines() {
        StringBuilder text = new StringBuilder();
        while (text.length() < 1 << 20) {
            text.append("# A long comment that counts as one line.\n");
        }
        long lines = text.chars().filter(c -> c == '\n').count();
        surroundings.file(text + new String(toml("m"), StandardCharsets.UTF_8));
        assertThat(surroundings.config().getConfigValue(MODEL).getLineNumber()).isEqualTo((int) lines + 2);
    }

    @Test
    void a_file_that_is_too_large_is_rejected() {
        surroundings.file(new byte[(8 << 20) + 1]);
        assertThat(surroundings.problems()).isEqualTo("Configuration file FILE is larger than 8 MB.");
    }

    @Test
    void valid_settings_are_available_in_spite_of_problems() {
        surroundings.file("[providers.x]\ndefault_model = 'm'\nunknown = 1\n");
        assertThat(model()).isEqualTo("m");
        assertThat(surroundings.config().getPropertyNames()).contains(SettingsLoader.PROBLEMS);
    }

    @Test
    void invalid_names_make_all_settings_unavailable() {
        surroundings.file("[providers.x]\ndefault_model = 'm'\n'a\"b' = 1\n");
        assertThat(model()).isNull();
    }
}
