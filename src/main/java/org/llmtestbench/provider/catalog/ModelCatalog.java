package org.llmtestbench.provider.catalog;

import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.llmtestbench.provider.ModelInfo;
import org.llmtestbench.provider.SettingsLoader;
import org.llmtestbench.provider.SettingsReader;

/**
 * The known properties of models: from the built-in catalog, overridden by the user's configuration. Models that are in
 * neither can still be used in requests.
 */
@Singleton
public class ModelCatalog {
    /** Every call looks a model up several times. Callers choose the ids, so the size of the cache is limited. */
    private static final int MAX_CACHED = 1000;

    private final SettingsLoader settings;
    private final Supplier<LocalDate> today;

    private final Map<CacheKey, Optional<ModelInfo>> cache = new ConcurrentHashMap<>();
    private CatalogParser catalog;

    private record CacheKey(String provider, String id) {}

    /** A catalog of the built-in models and those of the configuration. */
    @Inject
    public ModelCatalog(SettingsLoader settings) {
        this(settings, () -> LocalDate.now(ZoneOffset.UTC));
    }

    /** @param today the current date, for deprecation warnings */
    public ModelCatalog(SettingsLoader settings, Supplier<LocalDate> today) {
        this.settings = settings;
        this.today = today;
    }

    /** A catalog of the built-in models only, without configuration. */
    public ModelCatalog() {
        this(new SettingsLoader(new SmallRyeConfigBuilder().build()));
    }

    /** Returns the ids of the built-in models, in the order of the catalog. */
    public static Set<String> builtInIds() {
        return CatalogParser.read().models().keySet();
    }

    /** Returns the date of the built-in catalog. */
    public LocalDate generated() {
        return catalog().generated();
    }

    /** Returns the models of one vendor: the built-in ones, newest first, then those of the configuration. */
    public List<ModelInfo> of(String vendor) {
        return Stream.concat(catalog().models().keySet().stream(), settings.models().stream())
                .distinct()
                .flatMap(id -> find(vendor, id).stream())
                .filter(model -> vendor.equals(model.provider()))
                .toList();
    }

    /**
     * Returns the model with this id, for any provider. A dated snapshot that is not listed has the properties of its
     * model: {@code gpt-5-2025-08-07} those of {@code gpt-5}.
     */
    public Optional<ModelInfo> find(String id) {
        return Stream.of(id, withoutDate(id))
                .flatMap(candidate ->
                        read(candidate, Optional.of(settings.model(candidate)), catalogEntry(candidate)).stream())
                .findFirst();
    }

    /**
     * Returns the model with this id, as this provider serves it. Prices, limits and dates in the catalog apply only to
     * the model's vendor, not to other providers and not to snapshots that are not listed. Configured values apply to
     * the provider that is configured for the model, or to all providers if none is.
     */
    public Optional<ModelInfo> find(String provider, String id) {
        if (cache.size() > MAX_CACHED) {
            cache.clear();
        }
        return cache.computeIfAbsent(new CacheKey(provider, id), key -> read(provider, id));
    }

    private Optional<ModelInfo> read(String provider, String id) {
        Map<String, String> entry = catalogEntry(id);
        Map<String, String> applicable = provider.equals(entry.get("provider"))
                ? entry
                : independentOfProvider(entry.isEmpty() ? catalogEntry(withoutDate(id)) : entry);
        SettingsReader configured = settings.model(id);
        boolean applies = configured.text("provider", provider).equals(provider);
        return read(id, applies ? Optional.of(configured) : Optional.empty(), applicable);
    }

    /** Returns warnings that this model of this provider is retired or retires soon. */
    public List<String> deprecationWarnings(String provider, String id) {
        return find(provider, id).flatMap(model -> model.lifecycle().warning(id, today.get())).stream()
                .toList();
    }

    private Optional<ModelInfo> read(String id, Optional<SettingsReader> configured, Map<String, String> entry) {
        return Optional.of(new ModelInfoReader(id, configured, entry, generated()).model())
                .filter(model -> !model.equals(ModelInfo.unknown(id)));
    }

    private static Map<String, String> independentOfProvider(Map<String, String> entry) {
        return entry.entrySet().stream()
                .filter(field -> ModelConfigKeys.isIndependentOfProvider(field.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static String withoutDate(String id) {
        return id.replaceFirst("-(\\d{4}-\\d{2}-\\d{2}|\\d{8})$", "");
    }

    private Map<String, String> catalogEntry(String id) {
        return catalog().models().getOrDefault(id, Map.of());
    }

    private synchronized CatalogParser catalog() {
        if (catalog == null) {
            catalog = CatalogParser.read();
        }
        return catalog;
    }
}
