package org.llmtestbench.provider.catalog;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.llmtestbench.provider.ModelInfo;
import org.llmtestbench.provider.ModelLifecycle;
import org.llmtestbench.provider.PriceTier;
import org.llmtestbench.provider.Prices;
import org.llmtestbench.provider.SettingsReader;
import org.llmtestbench.provider.ValueParsers;

/** Reads the properties of one model: configured keys override those of the catalog, configured lists replace lists. */
public final class ModelInfoReader {
    private static final Map<String, String> EMPTY = Map.of();

    private final String id;
    private final Optional<SettingsReader> configured;
    private final Map<String, String> catalogEntry;
    private final LocalDate asOf;

    /**
     * @param configured the configured keys; empty when they do not apply to the provider
     * @param catalogEntry the values of the catalog, by path
     * @param asOf the date of the catalog
     */
    public ModelInfoReader(
            String id, Optional<SettingsReader> configured, Map<String, String> catalogEntry, LocalDate asOf) {
        this.id = id;
        this.configured = configured;
        this.catalogEntry = catalogEntry;
        this.asOf = asOf;
    }

    /** Returns the model. */
    public ModelInfo model() {
        return new ModelInfo(
                text("provider"),
                id,
                tokens("context_window"),
                // a configured context window makes the prompt limit of the catalog obsolete
                withoutCatalogIfConfigured("context_window").tokens("max_input_tokens"),
                tokens("max_output_tokens"),
                prices("price_per_mtok."),
                elements("price_tiers", ModelConfigKeys.TIER, ModelInfoReader::tier),
                lifecycle(),
                supports(),
                elements("endpoints", List.of(""), ModelInfoReader::text),
                text("tokenizer"),
                word("max_tokens_param", "max_tokens", "max_completion_tokens", "max_tokens_or_max_completion_tokens"),
                word("temperature", "any_0_to_2", "only_with_reasoning_effort_none", "default_only"),
                word("temperature_on_2023_06_01", "any_0_to_1", "default_only_1.0"),
                text("thinking"),
                flag("stop"),
                elements("sources", List.of(""), ModelInfoReader::text));
    }

    private ModelLifecycle lifecycle() {
        boolean byUser = catalogEntry.isEmpty() || isConfigured("lifecycle") || isConfigured("retirement_date");
        return new ModelLifecycle(
                ModelLifecycle.Stage.of(word(
                        "lifecycle",
                        Stream.of(ModelLifecycle.Stage.values())
                                .map(ModelLifecycle.Stage::label)
                                .toArray(String[]::new))),
                date("retirement_date"),
                date("retirement_not_sooner_than"),
                text("recommended_replacement"),
                byUser ? null : asOf);
    }

    private ModelInfo.Supports supports() {
        return new ModelInfo.Supports(
                flag("supports.streaming"),
                flag("supports.tools"),
                flag("supports.vision"),
                flag("supports.reasoning"));
    }

    private Prices prices(String prefix) {
        return new Prices(
                price(prefix + "input"),
                price(prefix + "cached_input"),
                price(prefix + "cache_write"),
                price(prefix + "output"));
    }

    private PriceTier tier(String path) {
        Long above = tokens(path + ".input_tokens_above");
        if (above == null) {
            throw configured
                    .orElseThrow()
                    .invalid(firstConfiguredKey(path), "this price tier has no input_tokens_above.");
        }
        return new PriceTier(above, prices(path + "."));
    }

    private String firstConfiguredKey(String tier) {
        return ModelConfigKeys.TIER.stream()
                .map(key -> tier + "." + key)
                .filter(this::isConfigured)
                .findFirst()
                .orElseThrow();
    }

    /** @param keys the keys of an element; an element exists if it has at least one of them */
    private <T> List<T> elements(String key, List<String> keys, BiFunction<ModelInfoReader, String, T> read) {
        value(key, text -> text.isEmpty() ? text : null, "Write a list, in the configuration file.");
        ModelInfoReader reader = isConfigured(key) || isConfiguredElement(key + "[0]", keys)
                ? new ModelInfoReader(id, configured, EMPTY, asOf)
                : this;
        List<T> elements = new ArrayList<>();
        for (String path = key + "[0]"; reader.hasElement(path, keys); path = key + "[" + elements.size() + "]") {
            elements.add(read.apply(reader, path));
        }
        return elements;
    }

    private boolean hasElement(String element, List<String> keys) {
        return isConfiguredElement(element, keys)
                || keys.stream().anyMatch(key -> catalogEntry.containsKey(path(element, key)));
    }

    private boolean isConfiguredElement(String element, List<String> keys) {
        return keys.stream().anyMatch(key -> isConfigured(path(element, key)));
    }

    private static String path(String element, String key) {
        return key.isEmpty() ? element : element + "." + key;
    }

    private ModelInfoReader withoutCatalogIfConfigured(String key) {
        return isConfigured(key) ? new ModelInfoReader(id, configured, EMPTY, asOf) : this;
    }

    private boolean isConfigured(String path) {
        return configured.flatMap(settings -> settings.text(path)).isPresent();
    }

    private String text(String path) {
        return value(path, text -> text.isBlank() ? null : text, "Write a text.");
    }

    private Long tokens(String path) {
        return value(path, ValueParsers::tokens, "Write a number of tokens, such as 128000.");
    }

    private BigDecimal price(String path) {
        return value(path, ValueParsers::price, "Write US dollars per million tokens, such as 0.25.");
    }

    private LocalDate date(String path) {
        return value(path, ValueParsers::date, "Write a date such as 2027-01-31.");
    }

    private Boolean flag(String path) {
        return value(path, ValueParsers::flag, "Write true or false.");
    }

    private String word(String path, String... words) {
        List<String> allowed = List.of(words);
        return value(
                path, text -> allowed.contains(text) ? text : null, "Write one of " + String.join(", ", words) + ".");
    }

    private <T> T value(String path, Function<String, T> parse, String hint) {
        return configured
                .flatMap(settings -> settings.read(path, parse, hint))
                .orElseGet(() -> catalogEntry.containsKey(path) ? parse.apply(catalogEntry.get(path)) : null);
    }
}
