package org.llmtestbench.provider;

import java.util.List;
import org.llmtestbench.config.SettingsValidator;
import org.llmtestbench.config.Surroundings;
import org.llmtestbench.provider.catalog.ModelCatalog;

/** What a running program reads of its surroundings, for tests of other packages. */
public final class Configured {
    private Configured() {}

    public static SettingsLoader by(Surroundings around) {
        return new SettingsLoader(around.config());
    }

    /** Providers that these dialects connect; without any, only their settings are known. */
    public static ProviderRegistry providers(Surroundings around, ProviderFactory... dialects) {
        return new ProviderRegistry(by(around), List.of(dialects));
    }

    public static ModelCatalog catalogue(Surroundings around) {
        return new ModelCatalog(by(around));
    }

    /** What {@code config show} shows. */
    public static List<EffectiveSetting> shown(Surroundings around) {
        return new EffectiveSettings(by(around)).all();
    }

    /** What {@code config validate} finds wrong with settings that stand in no table. */
    public static List<String> wrong(Surroundings around, TopLevelValidator root) {
        return new SettingsValidator(by(around), providers(around), List.of(root))
                .problems().stream().map(Throwable::getMessage).toList();
    }
}
