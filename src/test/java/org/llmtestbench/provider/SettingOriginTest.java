package org.llmtestbench.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtestbench.config.Surroundings;

class SettingOriginTest {
    private static final String PREFIX = "llm-test-bench.providers.x.";

    @TempDir
    Path home;

    private Surroundings around;

    @BeforeEach
    void atHome() {
        around = new Surroundings(home);
    }

    private String refusedCount() {
        return catchThrowableOfType(
                        ProviderException.class,
                        () -> new SettingsReader(
                                        around.config(), new ConfiguredNames(around.config()), PREFIX, Map.of())
                                .count("max_retries", 3))
                .getMessage();
    }

    @Test
    void refused_values_are_shown_without_what_their_variables_hold() {
        around.environment("AZURE_KEY", "secret");
        around.byDefault(PREFIX + "max_retries", "${AZURE_KEY}");
        assertThat(refusedCount())
                .isEqualTo("application.properties: providers.x.max_retries: '${AZURE_KEY}' can't be used.");
    }

    @Test
    void a_bad_flag_of_the_command_line_is_bad_usage() {
        SettingsReader flagged = new SettingsReader(
                around.config(),
                new ConfiguredNames(around.config()),
                PREFIX,
                Map.of("max_retries", "x", "api_key_env", "sk-planted"));
        ProviderException refusal =
                catchThrowableOfType(ProviderException.class, () -> flagged.count("max_retries", 3));
        assertThat(refusal.failure()).isEqualTo(Failure.USAGE);
        assertThat(refusal).hasMessage("--max-retries: 'x' can't be used.");
        assertThat(refusal.hint()).contains("Write a whole number, 0 or more.");
        assertThat(catchThrowableOfType(ProviderException.class, () -> flagged.variable("api_key_env")))
                .hasMessage("--api-key-env: this is not the name of an environment variable.");
    }

    @Test
    void the_place_of_a_bad_value_is_named_in_the_words_of_its_writer() {
        String variable = "LLM_TEST_BENCH_PROVIDERS_X_MAX_RETRIES";
        around.byDefault(PREFIX + "max_retries", "d");
        assertThat(refusedCount()).isEqualTo("application.properties: providers.x.max_retries: 'd' can't be used.");
        around.environment(variable, "e");
        assertThat(refusedCount()).isEqualTo("environment variable " + variable + ": 'e' can't be used.");
        around.system(PREFIX + "max_retries", "s");
        assertThat(refusedCount()).isEqualTo("system property " + PREFIX + "max_retries: 's' can't be used.");
    }
}
