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

/** Reads what is known of one model: the user's own keys over those of the catalogue. Lists replace lists. */
public final class ModelInfoReader {
    private static final Map<String, String> NOTHING = Map.of();

    private final String id;
    private final Optional<SettingsReader> own;
    private final Map<String, String> known;
    private final LocalDate asOf;

    /**
     * @param own what the user set; empty when that is not meant for whoever serves the model
     * @param known what the catalogue holds of it, by paths
     * @param asOf the catalogue's date
     */
    public ModelInfoReader(String id, Optional<SettingsReader> own, Map<String, String> known, LocalDate asOf) {
        this.id = id;
        this.own = own;
        this.known = known;
        this.asOf = asOf;
    }

    /** The model as the user and the catalog describe it. */
    public ModelInfo model() {
        return new ModelInfo(
                text("provider"),
                id,
                tokens("context_window"),
                // a window of the user's own takes the catalogue's share of the prompt with it
                ownOnly("context_window").tokens("max_input_tokens"),
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
        boolean ours = known.isEmpty() || isOwn("lifecycle") || isOwn("retirement_date");
        return new ModelLifecycle(
                ModelLifecycle.Stage.of(word(
                        "lifecycle",
                        Stream.of(ModelLifecycle.Stage.values())
                                .map(ModelLifecycle.Stage::label)
                                .toArray(String[]::new))),
                date("retirement_date"),
                date("retirement_not_sooner_than"),
                text("recommended_replacement"),
                ours ? null : asOf);
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
            throw own.orElseThrow().refusal(firstOwn(path), "the tier it belongs to has no input_tokens_above.");
        }
        return new PriceTier(above, prices(path + "."));
    }

    private String firstOwn(String tier) {
        return ModelConfigKeys.TIER.stream()
                .map(key -> tier + "." + key)
                .filter(this::isOwn)
                .findFirst()
                .orElseThrow();
    }

    /** @param parts the keys of an element, any of which shows that there is one */
    private <T> List<T> elements(String key, List<String> parts, BiFunction<ModelInfoReader, String, T> read) {
        value(key, text -> text.isEmpty() ? text : null, "Write a list, in the configuration file.");
        ModelInfoReader from =
                isOwn(key) || isOwnElement(key + "[0]", parts) ? new ModelInfoReader(id, own, NOTHING, asOf) : this;
        List<T> elements = new ArrayList<>();
        for (String path = key + "[0]"; from.holds(path, parts); path = key + "[" + elements.size() + "]") {
            elements.add(read.apply(from, path));
        }
        return elements;
    }

    private boolean holds(String element, List<String> parts) {
        return isOwnElement(element, parts) || parts.stream().anyMatch(part -> known.containsKey(path(element, part)));
    }

    private boolean isOwnElement(String element, List<String> parts) {
        return parts.stream().anyMatch(part -> isOwn(path(element, part)));
    }

    private static String path(String element, String part) {
        return part.isEmpty() ? element : element + "." + part;
    }

    private ModelInfoReader ownOnly(String key) {
        return isOwn(key) ? new ModelInfoReader(id, own, NOTHING, asOf) : this;
    }

    private boolean isOwn(String path) {
        return own.flatMap(set -> set.text(path)).isPresent();
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
        return own.flatMap(set -> set.read(path, parse, hint))
                .orElseGet(() -> known.containsKey(path) ? parse.apply(known.get(path)) : null);
    }
}
