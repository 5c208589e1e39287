package org.llmtestbench.provider;

import java.util.List;
import org.llmtestbench.config.Surroundings;

/** What a running program reads of its surroundings, for tests of other packages. */
public final class Configured {
    private Configured() {}

    public static Settings by(Surroundings around) {
        return new Settings(around.config());
    }

    /** Providers that these dialects connect; without any, only their settings are known. */
    public static Providers providers(Surroundings around, Dialect... dialects) {
        return new Providers(by(around), List.of(dialects));
    }

    public static ModelCatalogue catalogue(Surroundings around) {
        return new ModelCatalogue(by(around));
    }

    /** What {@code config show} shows. */
    public static List<Setting> shown(Surroundings around) {
        return new Inventory(by(around)).all();
    }

    /** What {@code config validate} finds wrong with settings that stand in no table. */
    public static List<String> wrong(Surroundings around, RootSettings root) {
        return new Inspection(by(around), providers(around), List.of(root))
                .problems().stream().map(Throwable::getMessage).toList();
    }
}
