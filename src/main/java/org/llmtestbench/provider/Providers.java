package org.llmtestbench.provider;

import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Every configured provider, by name. */
@Singleton
public class Providers {
    private final Settings settings;
    private final List<Dialect> dialects;
    private final Map<Asked, Provider> connected = new ConcurrentHashMap<>();

    private record Asked(String name, Map<String, String> flags) {}

    Providers(Settings settings, @All List<Dialect> dialects) {
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
        requireKnown(name);
        return connected.computeIfAbsent(
                new Asked(name, Map.copyOf(flags)),
                asked -> connect(settings.reader(asked.name(), asked.flags()), asked.name()));
    }

    /** Fails with {@link Failure#USAGE} and the nearest known name when nothing configures such a provider. */
    public void requireKnown(String name) {
        if (!settings.has(name)) {
            throw Failure.USAGE
                    .because("Unknown provider '" + name + "'." + Nearest.suggestion(name, names()))
                    .hint("Known: " + String.join(", ", names()) + ".");
        }
    }

    /** Makes every provider anew when it is next asked for, with the key that is set then. */
    public void forget() {
        connected.clear();
    }

    private Provider connect(SettingsReader from, String name) {
        return connect(Settings.provider(name, from), from);
    }

    /**
     * A provider of its own; fails when the dialect is not known or can't use the settings.
     *
     * @param from names the place of a setting that can't be used
     */
    Provider connect(ProviderSettings endpoint, SettingsReader from) {
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
        return settings.provider(name, flags);
    }

    private Dialect dialect(ProviderSettings endpoint, SettingsReader from) {
        List<String> known = dialects.stream().map(Dialect::name).sorted().toList();
        return dialects.stream()
                .filter(dialect -> dialect.name().equals(endpoint.dialect()))
                .findFirst()
                .orElseThrow(() -> from.refusal(
                                "dialect",
                                "unknown dialect '" + endpoint.dialect() + "'."
                                        + Nearest.suggestion(endpoint.dialect(), known))
                        .hint("Known: " + String.join(", ", known) + "."));
    }
}
