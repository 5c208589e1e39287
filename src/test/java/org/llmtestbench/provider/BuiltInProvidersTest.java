package org.llmtestbench.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmtestbench.config.Surroundings;
import org.llmtestbench.provider.catalog.ModelCatalog;

/** The settings of the program without any configuration. */
class BuiltInProvidersTest {
    @TempDir
    Path home;

    private SettingsLoader settings;

    @BeforeEach
    void load_the_defaults() {
        Surroundings surroundings = new Surroundings(home);
        new BuiltInProviders().getProperties().forEach(surroundings::byDefault);
        settings = new SettingsLoader(surroundings.config());
    }

    @ParameterizedTest
    @CsvSource({
        "openai, https://api.openai.com/v1, OPENAI_API_KEY",
        "ollama, http://localhost:11434/v1, ''",
        "vllm, http://localhost:8000/v1, ''",
        "groq, https://api.groq.com/openai/v1, GROQ_API_KEY",
        "mistral, https://api.mistral.ai/v1, MISTRAL_API_KEY",
        "deepseek, https://api.deepseek.com/v1, DEEPSEEK_API_KEY",
        "openrouter, https://openrouter.ai/api/v1, OPENROUTER_API_KEY",
        "together, https://api.together.xyz/v1, TOGETHER_API_KEY",
        "xai, https://api.x.ai/v1, XAI_API_KEY",
        "simulator, http://127.0.0.1:8089/v1, ''",
    })
    void well_known_vendors_are_built_in(String name, URI baseUrl, String apiKeyEnv) {
        assertThat(settings.names()).contains(name);
        ProviderSettings vendor = settings.provider(name, Map.of());
        assertThat(vendor.dialect()).isEqualTo("openai");
        assertThat(vendor.baseUrl()).isEqualTo(baseUrl);
        assertThat(vendor.apiKeyEnv()).isEqualTo(apiKeyEnv);
    }

    /** When this fails, choose a newer model in {@code providers.properties}. */
    @Test
    void default_models_are_current_cheap_and_not_about_to_retire() {
        ModelCatalog catalog = new ModelCatalog(settings);
        assertThat(settings.names().stream()
                        .map(name -> settings.provider(name, Map.of()))
                        .filter(vendor -> vendor.defaultModel() != null))
                .hasSizeGreaterThan(1)
                .allSatisfy(vendor -> {
                    ModelInfo model =
                            catalog.find(vendor.name(), vendor.defaultModel()).orElseThrow();
                    assertThat(model.lifecycle().stage()).isEqualTo(ModelLifecycle.Stage.ACTIVE);
                    assertThat(model.lifecycle().endsSoon(LocalDate.now())).isFalse();
                    assertThat(model.pricePerMtok().input()).isLessThanOrEqualTo(BigDecimal.ONE);
                });
    }
}
