package org.llmtestbench.function;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;
import org.llmtestbench.provider.SettingsLoader;

/** Provides the settings of the server as a CDI bean, read at the first use. */
@Singleton
class ServerConfigProducer {
    @Produces
    @Singleton
    ServerConfig settings(SettingsLoader settings) {
        return ServerConfig.of(settings, Map.of());
    }
}
