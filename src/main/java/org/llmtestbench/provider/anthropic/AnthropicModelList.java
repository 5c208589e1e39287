package org.llmtestbench.provider.anthropic;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.llmtestbench.provider.ListedModel;

/** The vendor's list of models. */
record AnthropicModelList(List<Entry> data) {
    /** @param retiresAt a date, or a time with its date first; null when none is announced */
    record Entry(String id, @JsonProperty("retires_at") String retiresAt) {}

    List<ListedModel> toModels() {
        return data == null
                ? List.of()
                : data.stream()
                        .filter(entry -> entry != null && entry.id() != null)
                        .map(entry -> ListedModel.of(entry.id(), entry.retiresAt()))
                        .toList();
    }
}
