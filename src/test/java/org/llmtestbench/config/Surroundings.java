package org.llmtestbench.config;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.common.MapBackedConfigSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.llmtestbench.provider.SettingsLoader;

/** A home directory, environment variables, system properties and defaults for a test. */
public final class Surroundings {
    private final Path home;
    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> system = new HashMap<>();
    private final Map<String, String> defaults = new HashMap<>();

    public Surroundings(Path home) {
        this.home = home;
        system.put("user.home", home.toString());
    }

    /** Returns the path of the default configuration file. */
    public Path file() {
        return home.resolve(".config/llm-test-bench/config.toml");
    }

    public Surroundings file(String toml) {
        return file(toml.getBytes(StandardCharsets.UTF_8));
    }

    public Surroundings file(byte[] bytes) {
        return write(file(), bytes);
    }

    public Surroundings write(Path file, byte[] bytes) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Surroundings environment(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    public Surroundings system(String property, String value) {
        system.put(property, value);
        return this;
    }

    /** Sets a default, as {@code application.properties} does. */
    public Surroundings byDefault(String property, String value) {
        defaults.put(property, value);
        return this;
    }

    public SmallRyeConfig config() {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new MapBackedConfigSource("SysPropConfigSource", system, 400) {})
                .withSources(new EnvConfigSource(environment, 300))
                .withSources(new PropertiesConfigSource(defaults, "application.properties", 250))
                .withSources(new ConfigurationSourceFactory())
                .build();
    }

    /** Returns the problems of the file, with {@code FILE} as the path of the default file; null for none. */
    public String problems() {
        String problems = config().getConfigValue(SettingsLoader.PROBLEMS).getRawValue();
        return problems == null ? null : problems.replace(file().toString(), "FILE");
    }
}
