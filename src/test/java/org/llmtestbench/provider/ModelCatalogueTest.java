package org.llmtestbench.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class ModelCatalogueTest {
    private final ModelCatalogue catalogue = new ModelCatalogue();

    @Test
    void it_knows_what_a_model_takes() {
        ModelInfo luna = catalogue.find("gpt-6-luna").orElseThrow();
        assertThat(luna.contextWindow()).isEqualTo(1_050_000);
        assertThat(luna.takesCompletionTokens()).isTrue();
        assertThat(luna.stop()).isFalse();
        assertThat(luna.takesSampling(null)).isFalse();
        assertThat(luna.takesSampling("none")).isTrue();
        assertThat(catalogue.find("gpt-4o").orElseThrow().takesSampling(null)).isTrue();
        assertThat(catalogue.find("gpt-6.2-sol").orElseThrow().takesSampling("none"))
                .isFalse();
    }

    @Test
    void a_dated_snapshot_is_known_by_its_model() {
        assertThat(catalogue.find("gpt-6-luna-2026-10-01")).map(ModelInfo::id).contains("gpt-6-luna");
        assertThat(catalogue.find("gpt-6-luna-mini")).isEmpty();
        assertThat(catalogue.find("my-own")).isEmpty();
    }

    @Test
    void it_knows_when_a_model_retires() {
        assertThat(catalogue.find("gpt-4o").flatMap(ModelInfo::retires)).contains(LocalDate.of(2027, 1, 14));
        assertThat(catalogue.find("gpt-6-luna").flatMap(ModelInfo::retires)).isEmpty();
    }

    @Test
    void every_vendor_has_its_models() {
        assertThat(catalogue.of("openai"))
                .hasSizeGreaterThan(50)
                .allMatch(m -> m.provider().equals("openai"));
        assertThat(catalogue.of("nobody")).isEmpty();
    }
}
