package org.llmtestbench.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtestbench.config.Surroundings;
import org.llmtestbench.provider.catalog.ModelCatalog;

class ModelLifecycleTest {
    @TempDir
    Path home;

    private static ModelCatalog on(String today) {
        return new ModelCatalog(new SettingsLoader(new SmallRyeConfigBuilder().build()), () -> LocalDate.parse(today));
    }

    @Test
    void a_model_that_retires_within_60_days_gives_a_warning() {
        assertThat(on("2026-11-15").deprecationWarnings("openai", "gpt-4o"))
                .containsExactly("gpt-4o retires on 2027-01-14 (catalog of 2026-11-22). Try gpt-6-luna.");
        assertThat(on("2026-11-14").deprecationWarnings("openai", "gpt-4o")).isEmpty();
        assertThat(on("2027-01-14").deprecationWarnings("openai", "gpt-4o")).hasSize(1);
    }

    @Test
    void a_retired_model_gives_a_warning() {
        assertThat(on("2027-01-15").deprecationWarnings("openai", "gpt-4o"))
                .containsExactly("gpt-4o was retired on 2027-01-14 (catalog of 2026-11-22). Try gpt-6-luna.");
        assertThat(on("2026-11-23").deprecationWarnings("openai", "o1"))
                .containsExactly("o1 was retired on 2026-10-23 (catalog of 2026-11-22).");
    }

    @Test
    void a_promised_minimum_date_is_not_a_retirement_date() {
        assertThat(on("2026-11-23").deprecationWarnings("anthropic", "claude-haiku-4-5-20251001"))
                .isEmpty();
    }

    @Test
    void active_and_unknown_models_give_no_warning() {
        assertThat(on("2026-11-23").deprecationWarnings("openai", "gpt-6-luna")).isEmpty();
        assertThat(on("2026-11-23").deprecationWarnings("openai", "my-own")).isEmpty();
        assertThat(on("2026-11-23").deprecationWarnings("groq", "llama-3.1-8b-instant"))
                .isEmpty();
    }

    @Test
    void a_warning_says_that_its_date_is_configured() {
        Surroundings surroundings = new Surroundings(home).file("""
                [models.mine]
                retirement_date = 2026-12-01
                [models.gone]
                lifecycle = "retired"
                recommended_replacement = "mine"
                [models.gpt-4o]
                retirement_date = 2030-01-01
                """);
        ModelCatalog catalog =
                new ModelCatalog(new SettingsLoader(surroundings.config()), () -> LocalDate.parse("2026-11-23"));
        assertThat(catalog.deprecationWarnings("local", "mine"))
                .containsExactly("mine retires on 2026-12-01 (your configuration).");
        assertThat(catalog.deprecationWarnings("local", "gone"))
                .containsExactly("gone is retired (your configuration). Try mine.");
        assertThat(catalog.deprecationWarnings("openai", "gpt-4o")).isEmpty();
    }
}
