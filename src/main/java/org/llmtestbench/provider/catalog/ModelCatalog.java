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
 * What is known of models: the catalogue, as of the dates in its resource, and over it the user's own configuration.
 * Ids that neither holds are passed through all the same.
 */
@Singleton
public class ModelCatalog {
    /** Every call asks several times; but ids are anybody's, so they are not kept for ever. */
    private static final int MOST_REMEMBERED = 1000;

    private final SettingsLoader settings;
    private final Supplier<LocalDate> today;

    private final Map<Question, Optional<ModelInfo>> found = new ConcurrentHashMap<>();
    private CatalogParser file;

    private record Question(String provider, String id) {}

    /** The built-in models and those of the configuration. */
    @Inject
    public ModelCatalog(SettingsLoader settings) {
        this(settings, () -> LocalDate.now(ZoneOffset.UTC));
    }

    /** @param today decides which models have ended */
    public ModelCatalog(SettingsLoader settings, Supplier<LocalDate> today) {
        this.settings = settings;
        this.today = today;
    }

    /** The catalogue alone, with nobody's configuration. */
    public ModelCatalog() {
        this(new SettingsLoader(new SmallRyeConfigBuilder().build()));
    }

    /** The ids of the built-in models, in the order of the catalog. */
    public static Set<String> builtInIds() {
        return CatalogParser.read().models().keySet();
    }

    /** The day the catalogue was made. */
    public LocalDate generated() {
        return file().generated();
    }

    /** The models of one vendor: the catalogue's in its order, newest first, then the user's own. */
    public List<ModelInfo> of(String vendor) {
        return Stream.concat(file().models().keySet().stream(), settings.models().stream())
                .distinct()
                .flatMap(id -> find(vendor, id).stream())
                .filter(model -> vendor.equals(model.provider()))
                .toList();
    }

    /** What is known of this id, or of the id it is a dated snapshot of: {@code gpt-5-2025-08-07} is a {@code gpt-5}. */
    public Optional<ModelInfo> find(String id) {
        return Stream.of(id, undated(id))
                .flatMap(each -> read(each, Optional.of(settings.model(each)), listed(each)).stream())
                .findFirst();
    }

    /**
     * What is known of a model that this provider serves. Prices, limits and dates are the vendor's own: they hold of no
     * other provider, and of no snapshot that is not listed itself. The user's own hold wherever they are meant to.
     */
    public Optional<ModelInfo> find(String provider, String id) {
        if (found.size() > MOST_REMEMBERED) {
            found.clear();
        }
        return found.computeIfAbsent(new Question(provider, id), prompt -> read(provider, id));
    }

    private Optional<ModelInfo> read(String provider, String id) {
        Map<String, String> listed = listed(id);
        Map<String, String> known = provider.equals(listed.get("provider"))
                ? listed
                : ofTheModelItself(listed.isEmpty() ? listed(undated(id)) : listed);
        SettingsReader own = settings.model(id);
        boolean meant = own.text("provider", provider).equals(provider);
        return read(id, meant ? Optional.of(own) : Optional.empty(), known);
    }

    /** What to say before this model is asked of this provider: that it is retired, or soon will be. */
    public List<String> deprecationWarnings(String provider, String id) {
        return find(provider, id).flatMap(model -> model.lifecycle().caution(id, today.get())).stream()
                .toList();
    }

    private Optional<ModelInfo> read(String id, Optional<SettingsReader> own, Map<String, String> known) {
        return Optional.of(new ModelInfoReader(id, own, known, generated()).model())
                .filter(model -> !model.equals(ModelInfo.unknown(id)));
    }

    private static Map<String, String> ofTheModelItself(Map<String, String> listed) {
        return listed.entrySet().stream()
                .filter(fact -> ModelConfigKeys.isOfTheModelItself(fact.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static String undated(String id) {
        return id.replaceFirst("-(\\d{4}-\\d{2}-\\d{2}|\\d{8})$", "");
    }

    private Map<String, String> listed(String id) {
        return file().models().getOrDefault(id, Map.of());
    }

    private synchronized CatalogParser file() {
        if (file == null) {
            file = CatalogParser.read();
        }
        return file;
    }
}
