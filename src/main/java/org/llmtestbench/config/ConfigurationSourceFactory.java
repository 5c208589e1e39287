package org.llmtestbench.config;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.Expressions;
import java.util.List;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Adds the user's configuration file to SmallRye Config, if there is one. */
public final class ConfigurationSourceFactory implements ConfigSourceFactory {
    /** For the service loader. */
    public ConfigurationSourceFactory() {}

    /** Never fails: problems of the file are reported when a setting is first read. */
    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        if (isBuild(context)) {
            return List.of();
        }
        return Expressions.withoutExpansion(() -> ConfigurationFile.find(context))
                .map(file -> List.<ConfigSource>of(file.source()))
                .orElse(List.of());
    }

    /** Quarkus records build-time properties as defaults. The file of the developer must not get into the jar. */
    private static boolean isBuild(ConfigSourceContext context) {
        return context.getConfigSources().stream()
                .anyMatch(source -> "PropertiesConfigSource[source=Build system]".equals(source.getName()));
    }
}
