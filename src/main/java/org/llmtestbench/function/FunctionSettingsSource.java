package org.llmtestbench.function;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;
import org.llmtestbench.provider.Settings;

/** Reads the function's settings when the first part of it asks for them. */
@Singleton
class FunctionSettingsSource {
    @Produces
    @Singleton
    FunctionSettings settings(Settings settings) {
        return FunctionSettings.of(settings, Map.of());
    }
}
