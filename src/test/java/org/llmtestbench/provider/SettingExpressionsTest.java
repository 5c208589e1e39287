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

    private Surroundings around;

    @BeforeEach
    void openai_by_default() {
        around = new Surroundings(home).byDefault(OPENAI + "base_url", "https://default/v1");
    }

    private ProviderSettings openai() {
        return new SettingsLoader(around.config()).provider("openai", Map.of());
    }

    private ProviderException refusal() {
        return catchThrowableOfType(ProviderException.class, this::openai);
    }

    private String message() {
        assertThat(refusal().failure()).isEqualTo(Failure.CONFIGURATION);
        return refusal().getMessage().replace(around.file().toString(), "FILE");
    }

    @Test
    void headers_take_values_from_the_environment() {
        around.file("[providers.openai.headers]\napi-key = '${AZURE_KEY}'\nX-Mixed = 'a-${AZURE_KEY}-${NONE:b}'\n");
        around.environment("AZURE_KEY", "secret");
        assertThat(openai().headers()).isEqualTo(Map.of("api-key", "secret", "X-Mixed", "a-secret-b"));
    }

    @Test
    void a_variable_that_is_not_set_is_named() {
        around.file("[providers.openai]\n\nheaders = { api-key = '${AZURE_KEY}' }\n");
        assertThat(message())
                .isEqualTo("FILE, line 3: providers.openai.headers.api-key: nothing is set for ${AZURE_KEY}.");
        assertThat(refusal().hint()).contains("Set the environment variable AZURE_KEY.");
    }

    @Test
    void expressions_that_cannot_be_resolved_are_refused() {
        around.file("[providers.openai]\nproject = '${" + OPENAI + "project}'\n");
        assertThat(message())
                .isEqualTo("FILE, line 2: providers.openai.project: the expression in it can't be resolved.");
        around.file("[providers.openai]\nproject = '${vault::x}'\n");
        assertThat(message())
                .isEqualTo("FILE, line 2: providers.openai.project: the expression in it can't be resolved.");
    }
}
