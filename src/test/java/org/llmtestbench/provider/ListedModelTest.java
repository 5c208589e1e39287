package org.llmtestbench.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.llmtestbench.provider.catalog.ModelCatalog;

class ListedModelTest {
    private final ModelCatalog catalogue = new ModelCatalog();

    private Map<String, String> compared(ListedModel... found) {
        List<ModelInfo> known = catalogue.of("openai").stream()
                .filter(m -> List.of("gpt-6-luna", "gpt-4o", "gpt-5", "o1").contains(m.id()))
                .toList();
        return ListedModel.compared(known, List.of(found)).entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().id(), Map.Entry::getValue));
    }

    @Test
    void what_the_provider_says_is_held_against_what_is_known() {
        assertThat(compared(
                        ListedModel.of("gpt-6-luna", null),
                        ListedModel.of("gpt-4o", "2027-02-14"),
                        ListedModel.of("gpt-7", "2029-01-01T00:00:00Z")))
                .isEqualTo(Map.of(
                        "gpt-6-luna", "same",
                        "gpt-4o", "differs: retires 2027-02-14",
                        "gpt-5", "not listed",
                        "gpt-7", "new retires 2029-01-01"));
    }

    @Test
    void a_retired_model_that_still_answers_is_shown() {
        assertThat(compared(ListedModel.of("o1", null))).containsEntry("o1", "same");
    }

    @Test
    void what_is_no_date_counts_as_none() {
        assertThat(ListedModel.of("x", "soon").retirementDate()).isNull();
        assertThat(ListedModel.of("x", "2027-13-01").retirementDate()).isNull();
    }
}
