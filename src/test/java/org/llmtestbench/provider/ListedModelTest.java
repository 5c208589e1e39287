package org.llmtestbench.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.llmtestbench.provider.catalog.ModelCatalog;

class ListedModelTest {
    private final ModelCatalog catalog = new ModelCatalog();

    private Map<String, String> compare(ListedModel... listed) {
        List<ModelInfo> known = catalog.of("openai").stream()
                .filter(m -> List.of("gpt-6-luna", "gpt-4o", "gpt-5", "o1").contains(m.id()))
                .toList();
        return ListedModel.compare(known, List.of(listed)).entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().id(), Map.Entry::getValue));
    }

    @Test
    void the_list_of_the_provider_is_compared_with_the_catalog() {
        assertThat(compare(
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
    void a_retired_model_that_is_still_listed_is_shown() {
        assertThat(compare(ListedModel.of("o1", null))).containsEntry("o1", "same");
    }

    @Test
    void an_invalid_date_is_ignored() {
        assertThat(ListedModel.of("x", "soon").retirementDate()).isNull();
        assertThat(ListedModel.of("x", "2027-13-01").retirementDate()).isNull();
    }
}
