package org.llmtestbench.provider.catalog;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The keys of a table {@code [models."<id>"]}. The catalog has the same keys. */
public final class ModelConfigKeys {
    private static final List<String> PRICES = List.of("input", "cached_input", "cache_write", "output");

    /** The keys of an element of {@code price_tiers}. */
    static final List<String> TIER = List.of("input_tokens_above", "input", "cached_input", "cache_write", "output");

    /** The keys that contain a table, with the keys of that table. */
    public static final Map<String, List<String>> TABLES =
            Map.of("price_per_mtok", PRICES, "supports", List.of("streaming", "tools", "vision", "reasoning"));

    /** The keys that contain a list of tables, with the keys of these tables. */
    public static final Map<String, List<String>> TABLE_LISTS = Map.of("price_tiers", TIER);

    /** The keys that contain a list of texts. */
    public static final Set<String> TEXT_LISTS = Set.of("endpoints", "sources");

    /** All keys. The program does not read {@code system_role} and the keys after it, except {@code thinking}. */
    public static final List<String> ALL = List.of(
            "provider",
            "context_window",
            "max_input_tokens",
            "max_output_tokens",
            "price_per_mtok",
            "price_tiers",
            "lifecycle",
            "retirement_date",
            "retirement_not_sooner_than",
            "recommended_replacement",
            "supports",
            "endpoints",
            "tokenizer",
            "max_tokens_param",
            "temperature",
            "temperature_on_2023_06_01",
            "stop",
            "sources",
            "system_role",
            "chat_function_tools",
            "temperature_on_2026_10_21",
            "prefill",
            "thinking",
            "price_note");

    /** The keys whose values depend on the provider. In the catalog they apply only to the model's vendor. */
    private static final List<String> PROVIDER_SPECIFIC = List.of(
            "context_window",
            "max_input_tokens",
            "price_per_mtok",
            "price_tiers",
            "lifecycle",
            "retirement_date",
            "retirement_not_sooner_than",
            "recommended_replacement",
            "endpoints",
            "max_tokens_param");

    private ModelConfigKeys() {}

    /** Whether this value is the same for every provider of the model. */
    static boolean isIndependentOfProvider(String path) {
        return !PROVIDER_SPECIFIC.contains(path.replaceFirst("[.\\[].*", ""));
    }
}
