package org.llmtestbench.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtestbench.config.Surroundings;

class SettingExpressionsTest {
    private static final String OPENAI = "llm-test-bench.providers.openai.";

    @TempDir
    Path home;

    private Surroundings surroundings;

    @BeforeEach
    void configure_openai_as_default() {
        surroundings = new Surroundings(home).byDefault(OPENAI + "base_url", "https://default/v1");
    }

    private ProviderSettings openai() {
        return new SettingsLoader(surroundings.config()).provider("openai", Map.of());
    }

    private ProviderException error() {
        return catchThrowableOfType(ProviderException.class, this::openai);
    }

    private String message() {
        assertThat(error().failure()).isEqualTo(Failure.CONFIGURATION);
        return error().getMessage().replace(surroundings.file().toString(), "FILE");
    }

    @Test
    void headers_take_values_from_the_environment() {
        surroundings.file(
                "[providers.openai.headers]\napi-key = '${AZURE_KEY}'\nX-Mixed = 'a-${AZURE_KEY}-${NONE:b}'\n");
        surroundings.environment("AZURE_KEY", "secret");
        assertThat(openai().headers()).isEqualTo(Map.of("api-key", "secret", "X-Mixed", "a-secret-b"));
    }

    @Test
    void a_variable_that_is_not_set_is_named() {
        surroundings.file("[providers.openai]\n\nheaders = { api-key = '${AZURE_KEY}' }\n");
        assertThat(message()).isEqualTo("FILE, line 3: providers.openai.headers.api-key: ${AZURE_KEY} is not set.");
        assertThat(error().hint()).contains("Set the environment variable AZURE_KEY.");
    }

    @Test
    void expressions_that_cannot_be_resolved_are_rejected() {
        surroundings.file("[providers.openai]\nproject = '${" + OPENAI + "project}'\n");
        assertThat(message())
                .isEqualTo("FILE, line 2: providers.openai.project: the expression in it can't be resolved.");
        surroundings.file("[providers.openai]\nproject = '${vault::x}'\n");
        assertThat(message())
                .isEqualTo("FILE, line 2: providers.openai.project: the expression in it can't be resolved.");
    }
}
