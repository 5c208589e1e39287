package org.llmtestbench.provider.anthropic;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.llmtestbench.provider.LiveModel;

/** The vendor's list of models. */
record LiveModels(List<Entry> data) {
    /** @param retiresAt a date, or a time with its date first; null when none is announced */
    record Entry(String id, @JsonProperty("retires_at") String retiresAt) {}

    List<LiveModel> toModels() {
        return data == null
                ? List.of()
                : data.stream()
                        .filter(entry -> entry != null && entry.id() != null)
                        .map(entry -> LiveModel.of(entry.id(), entry.retiresAt()))
                        .toList();
    }
}
