package org.llmtestbench.provider;

import java.util.function.Consumer;

/** Validates settings outside of tables. {@code config validate} calls every bean of this type. */
public interface TopLevelValidator {
    /**
     * Reports all problems of these settings.
     *
     * @param root reads our settings; reports invalid values to {@code problems} and does not fail
     * @param environment the same for variables without our prefix
     */
    void validate(SettingsReader root, SettingsReader environment, Consumer<ProviderException> problems);
}
