package org.llmtestbench.provider;

import java.util.function.Consumer;

/** Settings that stand in no table. Every bean of this kind is asked when the configuration is inspected. */
public interface TopLevelValidator {
    /**
     * Tells all that is wrong with them.
     *
     * @param from goes on where a value can't be used, having told {@code problems} of it
     * @param foreign the same for variables that are not ours
     */
    void inspect(SettingsReader from, SettingsReader foreign, Consumer<ProviderException> problems);
}
