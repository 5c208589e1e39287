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

    private Surroundings surroundings;

    @BeforeEach
    void create_surroundings() {
        surroundings = new Surroundings(home);
    }

    private String invalidCountMessage() {
        return catchThrowableOfType(
                        ProviderException.class,
                        () -> new SettingsReader(
                                        surroundings.config(),
                                        new ConfiguredNames(surroundings.config()),
                                        PREFIX,
                                        Map.of())
                                .count("max_retries", 3))
                .getMessage();
    }

    @Test
    void rejected_values_are_shown_without_the_values_of_their_variables() {
        surroundings.environment("AZURE_KEY", "secret");
        surroundings.byDefault(PREFIX + "max_retries", "${AZURE_KEY}");
        assertThat(invalidCountMessage())
                .isEqualTo("application.properties: providers.x.max_retries: '${AZURE_KEY}' can't be used.");
    }

    @Test
    void an_invalid_flag_is_a_usage_failure() {
        SettingsReader readerWithFlags = new SettingsReader(
                surroundings.config(),
                new ConfiguredNames(surroundings.config()),
                PREFIX,
                Map.of("max_retries", "x", "api_key_env", "sk-planted"));
        ProviderException error =
                catchThrowableOfType(ProviderException.class, () -> readerWithFlags.count("max_retries", 3));
        assertThat(error.failure()).isEqualTo(Failure.USAGE);
        assertThat(error).hasMessage("--max-retries: 'x' can't be used.");
        assertThat(error.hint()).contains("Write a whole number, 0 or more.");
        assertThat(catchThrowableOfType(ProviderException.class, () -> readerWithFlags.variable("api_key_env")))
                .hasMessage("--api-key-env: this is not the name of an environment variable.");
    }

    @Test
    void the_origin_of_an_invalid_value_is_named() {
        String variable = "LLM_TEST_BENCH_PROVIDERS_X_MAX_RETRIES";
        surroundings.byDefault(PREFIX + "max_retries", "d");
        assertThat(invalidCountMessage())
                .isEqualTo("application.properties: providers.x.max_retries: 'd' can't be used.");
        surroundings.environment(variable, "e");
        assertThat(invalidCountMessage()).isEqualTo("environment variable " + variable + ": 'e' can't be used.");
        surroundings.system(PREFIX + "max_retries", "s");
        assertThat(invalidCountMessage()).isEqualTo("system property " + PREFIX + "max_retries: 's' can't be used.");
    }
}
