package org.llmtestbench.function;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;
import org.llmtestbench.provider.SettingsLoader;

/** Reads the function's settings when the first part of it asks for them. */
@Singleton
class ServerConfigProducer {
    @Produces
    @Singleton
    ServerConfig settings(SettingsLoader settings) {
        return ServerConfig.of(settings, Map.of());
    }
}
