package org.llmtestbench.provider;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.LinkedHashMap;
import java.util.Map;

/** The defaults of the configuration, for tests in other packages. */
public final class DefaultSettings {
    private static final String PREFIX = "providers.*.";

    private DefaultSettings() {}

    /** Returns the defaults of the provider keys that have one, by key. */
    public static Map<String, String> ofProviders() {
        Map<String, String> defaults = new LinkedHashMap<>();
        new EffectiveSettings(new SettingsLoader(new SmallRyeConfigBuilder().build()))
                .all().stream()
                        .filter(setting -> setting.name().startsWith(PREFIX))
                        .forEach(setting -> defaults.put(setting.name().substring(PREFIX.length()), setting.value()));
        return defaults;
    }
}
