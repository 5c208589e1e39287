package org.llmtestbench.provider;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A model as its provider lists it right now.
 *
 * @param retirementDate null when the provider names none
 */
public record ListedModel(String id, LocalDate retirementDate) {
    /** @param retires a date, or a time with its date first; what is neither counts as none */
    public static ListedModel of(String id, String retires) {
        boolean dated = retires != null && retires.matches("\\d{4}-(0\\d|1[0-2])-([0-2]\\d|3[01])(T.*)?");
        return new ListedModel(id, dated ? LocalDate.parse(retires.substring(0, 10)) : null);
    }

    /**
     * The known models with what the provider says of each, then those that we do not know. Retired ones that are not
     * listed are left out: that is how it should be.
     *
     * @return {@code same}, {@code not listed}, {@code new}, or what differs
     */
    public static Map<ModelInfo, String> compared(List<ModelInfo> known, List<ListedModel> found) {
        Map<String, ListedModel> live = found.stream()
                .collect(Collectors.toMap(ListedModel::id, Function.identity(), (a, b) -> a, LinkedHashMap::new));
        Map<ModelInfo, String> compared = new LinkedHashMap<>();
        for (ModelInfo model : known) {
            ListedModel same = live.remove(model.id());
            boolean retired = model.lifecycle().stage() == ModelLifecycle.Stage.RETIRED;
            if (same != null) {
                compared.put(model, same.against(model));
            } else if (!retired) {
                compared.put(model, "not listed");
            }
        }
        live.values().forEach(model -> compared.put(ModelInfo.unknown(model.id()), "new" + model.end()));
        return compared;
    }

    private String against(ModelInfo model) {
        boolean differs = retirementDate != null
                && !Objects.equals(retirementDate, model.retires().orElse(null));
        return differs ? "differs:" + end() : "same";
    }

    private String end() {
        return retirementDate == null ? "" : " retires " + retirementDate;
    }
}
