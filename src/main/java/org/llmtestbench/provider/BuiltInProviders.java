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

/** The endpoints that are built in: what everybody's configuration stands on, and what runs without the application. */
public final class BuiltInProviders extends PropertiesConfigSource {
    /** The rank of {@code application.properties}: below the user's file. */
    static final int ORDINAL = 250;

    private static final String RESOURCE = "/org/llmtestbench/providers.properties";
    private static final String PREFIX = SettingsLoader.ROOT + "providers.";

    /** Reads the resource. */
    public BuiltInProviders() {
        super(resource(), RESOURCE, ORDINAL);
    }

    private static Map<String, String> resource() {
        Properties defaults = new Properties();
        try (Reader text =
                new InputStreamReader(BuiltInProviders.class.getResourceAsStream(RESOURCE), StandardCharsets.UTF_8)) {
            defaults.load(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return defaults.stringPropertyNames().stream().collect(Collectors.toMap(name -> name, defaults::getProperty));
    }

    /** Their names, sorted. */
    public SortedSet<String> names() {
        SortedSet<String> names = new TreeSet<>();
        for (String property : getPropertyNames()) {
            if (property.startsWith(PREFIX)) {
                names.add(property.substring(PREFIX.length(), property.lastIndexOf('.')));
            }
        }
        return names;
    }

    /** What a key of an endpoint is set to; empty text when it is not. */
    public String setting(String name, String key) {
        return getProperties().getOrDefault(PREFIX + name + "." + key, "").strip();
    }
}
