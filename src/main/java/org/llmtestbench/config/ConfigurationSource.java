package org.llmtestbench.config;

import io.smallrye.config.ConfigValue;
import io.smallrye.config.ConfigValueConfigSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.llmtestbench.provider.SettingsLoader;

/** The settings of one configuration file as properties with line numbers, and its problems as one property. */
final class ConfigurationSource implements ConfigValueConfigSource {
    /** Higher than the built-in defaults (250), lower than the environment (300). */
    static final int ORDINAL = 275;

    private final String file;
    private final Map<String, ConfigValue> values = new HashMap<>();

    private ConfigurationSource(String file) {
        this.file = file;
    }

    static ConfigurationSource of(String file, ConfigNode root) {
        ConfigurationSource source = new ConfigurationSource(file);
        root.texts().forEach(node -> source.put(SettingsLoader.ROOT + node.name(), node.text(), node.line()));
        return source;
    }

    /** Returns a source without settings. */
    static ConfigurationSource empty(String file) {
        return new ConfigurationSource(file);
    }

    /** Adds the problems as a property. Start-up must not fail, so they are reported when a setting is first read. */
    ConfigurationSource withProblems(String problems) {
        put(SettingsLoader.PROBLEMS, problems, 1);
        return this;
    }

    private void put(String name, String text, int line) {
        ConfigValue value = ConfigValue.builder()
                .withName(name)
                .withValue(text)
                .withRawValue(text)
                .withConfigSourceName(file)
                .withConfigSourceOrdinal(ORDINAL)
                .withLineNumber(line)
                .build();
        values.put(name, value);
    }

    @Override
    public ConfigValue getConfigValue(String propertyName) {
        return values.get(propertyName);
    }

    @Override
    public Map<String, ConfigValue> getConfigValueProperties() {
        return Map.copyOf(values);
    }

    @Override
    public Set<String> getPropertyNames() {
        return Set.copyOf(values.keySet());
    }

    @Override
    public String getName() {
        return file;
    }

    @Override
    public int getOrdinal() {
        return ORDINAL;
    }
}
