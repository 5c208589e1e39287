package org.llmtestbench.provider.catalog;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The keys of a table {@code [models."<id>"]}, which are those of the catalogue. */
public final class ModelConfigKeys {
    private static final List<String> PRICES = List.of("input", "cached_input", "cache_write", "output");

    /** The keys of an element of {@code price_tiers}. */
    static final List<String> TIER = List.of("input_tokens_above", "input", "cached_input", "cache_write", "output");

    /** Those that hold a table, with the keys of that table. */
    public static final Map<String, List<String>> TABLES =
            Map.of("price_per_mtok", PRICES, "supports", List.of("streaming", "tools", "vision", "reasoning"));

    /** Those that hold a list of tables, with the keys of these. */
    public static final Map<String, List<String>> TABLE_LISTS = Map.of("price_tiers", TIER);

    /** Those that hold a list of texts. */
    public static final Set<String> TEXT_LISTS = Set.of("endpoints", "sources");

    /** All of them; those from {@code system_role} on are notes for people. */
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

    /** What depends on who serves the model, and is therefore known of its vendor alone. */
    private static final List<String> VENDORS = List.of(
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

    /** Whether this holds of the model wherever it runs. */
    static boolean isOfTheModelItself(String path) {
        return !VENDORS.contains(path.replaceFirst("[.\\[].*", ""));
    }
}
