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

    /** Never fails: what is wrong with the file is raised by the settings, when they are first used. */
    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        if (isBuild(context)) {
            return List.of();
        }
        return Expressions.withoutExpansion(() -> ConfigurationFile.find(context))
                .map(file -> List.<ConfigSource>of(file.source()))
                .orElse(List.of());
    }

    /** Quarkus records what it finds at build time as defaults; whoever builds must not ship the own file in the jar. */
    private static boolean isBuild(ConfigSourceContext context) {
        return context.getConfigSources().stream()
                .anyMatch(source -> "PropertiesConfigSource[source=Build system]".equals(source.getName()));
    }
}
