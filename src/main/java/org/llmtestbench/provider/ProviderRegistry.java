package org.llmtestbench.provider;

import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Every configured provider, by name. */
@Singleton
public class ProviderRegistry {
    private final SettingsLoader settings;
    private final List<ProviderFactory> dialects;
    /** The only cache of them; replaced as a whole, so that none with a former key comes into a later one. */
    private volatile Map<Asked, Connected> connected = new ConcurrentHashMap<>();

    private record Asked(String name, Map<String, String> flags) {}

    private record Connected(Provider provider, ProviderSettings settings) {}

    ProviderRegistry(SettingsLoader settings, @All List<ProviderFactory> dialects) {
        this.settings = settings;
        this.dialects = dialects;
    }

    /** The known names, sorted. */
    public List<String> names() {
        return List.copyOf(settings.names());
    }

    /**
     * The provider of this name; fails with {@link Failure#USAGE} and the nearest known name when there is none. The same
     * flags give the same provider, so that its connections and limits serve all calls together.
     *
     * @param flags settings that win over the configured ones, by key
     */
    public Provider named(String name, Map<String, String> flags) {
        Asked asked = new Asked(name, Map.copyOf(flags));
        Map<Asked, Connected> all = connected;
        Connected known = all.get(asked);
        if (known != null) {
            return known.provider();
        }
        requireKnown(name);
        // no lock is held meanwhile, for this looks up a key, perhaps elsewhere
        Connected made = connect(asked);
        Connected first = all.putIfAbsent(asked, made);
        return first == null ? made.provider() : first.provider();
    }

    /** Fails with {@link Failure#USAGE} and the nearest known name when nothing configures such a provider. */
    public void requireKnown(String name) {
        if (!settings.has(name)) {
            throw Failure.USAGE
                    .because("Unknown provider '" + name + "'." + Suggestions.suggestion(name, names()))
                    .hint("Known: " + String.join(", ", names()) + ".");
        }
    }

    /** Makes every provider anew when it is next asked for, with the key that is set then. */
    public void forget() {
        connected = new ConcurrentHashMap<>();
    }

    private Connected connect(Asked asked) {
        SettingsReader from = settings.reader(asked.name(), asked.flags());
        ProviderSettings endpoint = SettingsLoader.provider(asked.name(), from);
        return new Connected(connect(endpoint, from), endpoint);
    }

    /**
     * A provider of its own; fails when the dialect is not known or can't use the settings.
     *
     * @param from names the place of a setting that can't be used
     */
    public Provider connect(ProviderSettings endpoint, SettingsReader from) {
        try {
            return dialect(endpoint, from).connect(endpoint);
        } catch (InvalidSettingException e) {
            throw e.at(from);
        }
    }

    /** The settings of the provider of this name. */
    public ProviderSettings settings(String name) {
        return settings(name, Map.of());
    }

    /** The same, with these flags over them. */
    public ProviderSettings settings(String name, Map<String, String> flags) {
        Connected known = connected.get(new Asked(name, Map.copyOf(flags)));
        return known != null ? known.settings() : settings.provider(name, flags);
    }

    private ProviderFactory dialect(ProviderSettings endpoint, SettingsReader from) {
        List<String> known =
                dialects.stream().map(ProviderFactory::name).sorted().toList();
        return dialects.stream()
                .filter(dialect -> dialect.name().equals(endpoint.dialect()))
                .findFirst()
                .orElseThrow(() -> from.refusal(
                                "dialect",
                                "unknown dialect '" + endpoint.dialect() + "'."
                                        + Suggestions.suggestion(endpoint.dialect(), known))
                        .hint("Known: " + String.join(", ", known) + "."));
    }
}
