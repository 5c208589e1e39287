package org.llmtestbench.function.lambda;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.llmtestbench.provider.Settings;

/** Reads the settings when the first part of the function asks for them. */
@Singleton
class LambdaSettingsSource {
    @Produces
    @Singleton
    LambdaSettings settings(Settings settings) {
        return LambdaSettings.of(settings);
    }
}
