package org.llmtestbench.provider;

import io.smallrye.config.ConfigValue;
import java.nio.file.Path;
import java.util.Locale;

/** Describes where a configured value was set: a file and line, an environment variable or a system property. */
final class SettingOrigin {
    private SettingOrigin() {}

    /** Returns, for example, {@code /home/me/config.toml, line 3: providers.openai.timeout}. */
    static String of(ConfigValue value) {
        String source = source(value);
        boolean includesName = source.startsWith("environment ") || source.startsWith("system ");
        return includesName ? source : source + ": " + value.getName().substring(SettingsLoader.ROOT.length());
    }

    /** Returns the origin without the name of the property, or {@code built in}. */
    static String withoutName(ConfigValue value) {
        return value.getConfigSourceOrdinal() <= BuiltInProviders.ORDINAL ? EffectiveSetting.BUILT_IN : source(value);
    }

    private static String source(ConfigValue value) {
        String source = String.valueOf(value.getConfigSourceName());
        if (source.startsWith("EnvConfigSource")) {
            return "environment variable " + variable(value.getName());
        }
        if (source.startsWith("SysPropConfigSource")) {
            return "system property " + value.getName();
        }
        String line = value.getLineNumber() > 0 ? ", line " + value.getLineNumber() : "";
        return source.replaceFirst("^PropertiesConfigSource\\[source=(.*)]$", "$1") + line;
    }

    /** Returns the directory of the configuration file that sets the value; empty when another source sets it. */
    static String directory(ConfigValue value) {
        String source = String.valueOf(value.getConfigSourceName());
        Path directory = value.getLineNumber() > 0 && !source.startsWith("PropertiesConfigSource")
                ? Path.of(source).getParent()
                : null;
        return directory == null ? "" : directory.toString();
    }

    /** Returns the name of the environment variable that sets a property. */
    static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
