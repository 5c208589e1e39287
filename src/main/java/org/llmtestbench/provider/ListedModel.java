package org.llmtestbench.provider;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A model in the list that the provider's API returns.
 *
 * @param retirementDate null when the list has none
 */
public record ListedModel(String id, LocalDate retirementDate) {
    /** @param retires an ISO date or timestamp; any other text is ignored */
    public static ListedModel of(String id, String retires) {
        boolean dated = retires != null && retires.matches("\\d{4}-(0\\d|1[0-2])-([0-2]\\d|3[01])(T.*)?");
        return new ListedModel(id, dated ? LocalDate.parse(retires.substring(0, 10)) : null);
    }

    /**
     * Compares the known models with the provider's list. Known models come first, then new ones. Retired models that
     * are not listed are left out, because that is expected.
     *
     * @return by model: {@code same}, {@code not listed}, {@code new}, or the difference
     */
    public static Map<ModelInfo, String> compare(List<ModelInfo> known, List<ListedModel> listed) {
        Map<String, ListedModel> unmatched = listed.stream()
                .collect(Collectors.toMap(ListedModel::id, Function.identity(), (a, b) -> a, LinkedHashMap::new));
        Map<ModelInfo, String> comparison = new LinkedHashMap<>();
        for (ModelInfo model : known) {
            ListedModel match = unmatched.remove(model.id());
            boolean retired = model.lifecycle().stage() == ModelLifecycle.Stage.RETIRED;
            if (match != null) {
                comparison.put(model, match.compareWith(model));
            } else if (!retired) {
                comparison.put(model, "not listed");
            }
        }
        unmatched.values().forEach(model -> comparison.put(ModelInfo.unknown(model.id()), "new" + model.retirement()));
        return comparison;
    }

    private String compareWith(ModelInfo model) {
        boolean differs = retirementDate != null
                && !Objects.equals(retirementDate, model.retires().orElse(null));
        return differs ? "differs:" + retirement() : "same";
    }

    private String retirement() {
        return retirementDate == null ? "" : " retires " + retirementDate;
    }
}
