package org.llmtestbench.provider.openai;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.llmtestbench.provider.ListedModel;

/** The model list of the protocol. */
record OpenAiModelList(List<Entry> data) {
    /** @param shutdownDate such as {@code 2027-01-14}; null when no date is announced */
    record Entry(String id, @JsonProperty("shutdown_date") String shutdownDate) {}

    List<ListedModel> toModels() {
        return data == null
                ? List.of()
                : data.stream()
                        .filter(entry -> entry != null && entry.id() != null)
                        .map(entry -> ListedModel.of(entry.id(), entry.shutdownDate()))
                        .toList();
    }
}
