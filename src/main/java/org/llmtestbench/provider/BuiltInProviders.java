package org.llmtestbench.provider;

import io.smallrye.config.PropertiesConfigSource;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The built-in endpoints as a configuration source. Can also be read without starting the application. */
public final class BuiltInProviders extends PropertiesConfigSource {
    /** The ordinal of {@code application.properties}: lower than that of the user's file. */
    static final int ORDINAL = 250;

    private static final String RESOURCE = "/org/llmtestbench/providers.properties";
    private static final String PREFIX = SettingsLoader.ROOT + "providers.";

    /** Reads the endpoints from the resource. */
    public BuiltInProviders() {
        super(readResource(), RESOURCE, ORDINAL);
    }

    private static Map<String, String> readResource() {
        Properties defaults = new Properties();
        try (Reader text =
                new InputStreamReader(BuiltInProviders.class.getResourceAsStream(RESOURCE), StandardCharsets.UTF_8)) {
            defaults.load(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return defaults.stringPropertyNames().stream().collect(Collectors.toMap(name -> name, defaults::getProperty));
    }

    /** Returns the names of the built-in endpoints, sorted. */
    public SortedSet<String> names() {
        SortedSet<String> names = new TreeSet<>();
        for (String property : getPropertyNames()) {
            if (property.startsWith(PREFIX)) {
                names.add(property.substring(PREFIX.length(), property.lastIndexOf('.')));
            }
        }
        return names;
    }

    /** Returns the value of a key of an endpoint; an empty string when it is not set. */
    public String setting(String name, String key) {
        return getProperties().getOrDefault(PREFIX + name + "." + key, "").strip();
    }
}
