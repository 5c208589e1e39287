package org.llmtestbench.provider;

import io.smallrye.config.ConfigValue;
import java.nio.file.Path;
import java.util.Locale;

/** Says where a configured value stands, in the words of the person who wrote it there. */
final class SettingOrigin {
    private SettingOrigin() {}

    /** Such as {@code /home/me/config.toml, line 3: providers.openai.timeout}. */
    static String of(ConfigValue value) {
        String source = source(value);
        boolean saysAll = source.startsWith("environment ") || source.startsWith("system ");
        return saysAll ? source : source + ": " + value.getName().substring(SettingsLoader.ROOT.length());
    }

    /** The same without the name, or {@code built in}. */
    static String owner(ConfigValue value) {
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

    /** Where the configuration file is that holds the value; empty when it stands elsewhere. */
    static String folder(ConfigValue value) {
        String source = String.valueOf(value.getConfigSourceName());
        Path above = value.getLineNumber() > 0 && !source.startsWith("PropertiesConfigSource")
                ? Path.of(source).getParent()
                : null;
        return above == null ? "" : above.toString();
    }

    /** The environment variable that sets a property. */
    static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
