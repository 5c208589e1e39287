package org.llmtestbench.lambda;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.llmtestbench.provider.SettingsLoader;

/** Reads the settings when the first part of the function asks for them. */
@Singleton
class LambdaConfigProducer {
    @Produces
    @Singleton
    LambdaSettings settings(SettingsLoader settings) {
        return LambdaSettings.of(settings);
    }
}
