package org.llmtestbench.lambda;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.llmtestbench.provider.SettingsLoader;

/** Provides the settings for Lambda as a CDI bean, read at the first use. */
@Singleton
class LambdaConfigProducer {
    @Produces
    @Singleton
    LambdaSettings settings(SettingsLoader settings) {
        return LambdaSettings.of(settings);
    }
}
