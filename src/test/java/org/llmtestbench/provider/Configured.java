package org.llmtestbench.provider;

import java.util.List;
import org.llmtestbench.config.SettingsValidator;
import org.llmtestbench.config.Surroundings;
import org.llmtestbench.provider.catalog.ModelCatalog;

/** Creates settings and providers from {@link Surroundings}, for tests of all packages. */
public final class Configured {
    private Configured() {}

    public static SettingsLoader settings(Surroundings surroundings) {
        return new SettingsLoader(surroundings.config());
    }

    /** Returns the providers of these dialects. Without dialects, only settings can be read. */
    public static ProviderRegistry providers(Surroundings surroundings, ProviderFactory... dialects) {
        return new ProviderRegistry(settings(surroundings), List.of(dialects));
    }

    public static ModelCatalog catalog(Surroundings surroundings) {
        return new ModelCatalog(settings(surroundings));
    }

    /** Returns the output of {@code config show}. */
    public static List<EffectiveSetting> effectiveSettings(Surroundings surroundings) {
        return new EffectiveSettings(settings(surroundings)).all();
    }

    /** Returns the problems of top-level settings that {@code config validate} reports. */
    public static List<String> problems(Surroundings surroundings, TopLevelValidator... validators) {
        return new SettingsValidator(settings(surroundings), providers(surroundings), List.of(validators))
                .problems().stream().map(Throwable::getMessage).toList();
    }
}
