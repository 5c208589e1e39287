package org.llmtestbench.provider;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.Properties;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The endpoints that are built in, for what runs without the application. */
public final class BuiltIns {
    private static final String PREFIX = Settings.ROOT + "providers.";

    private final Properties defaults = new Properties();

    private BuiltIns() {}

    /** Reads the program's own defaults. */
    public static BuiltIns read() {
        BuiltIns builtIns = new BuiltIns();
        try {
            // whoever packs this with other things may have such a file too
            for (URL file : Collections.list(BuiltIns.class.getClassLoader().getResources("application.properties"))) {
                try (InputStream in = file.openStream()) {
                    builtIns.defaults.load(in);
                }
            }
            return builtIns;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The ids of the catalogue's models, in its order. */
    public static Set<String> models() {
        return CatalogueFile.read().models().keySet();
    }

    /** Their names, sorted. */
    public SortedSet<String> names() {
        SortedSet<String> names = new TreeSet<>();
        for (String property : defaults.stringPropertyNames()) {
            if (property.startsWith(PREFIX)) {
                names.add(property.substring(PREFIX.length(), property.lastIndexOf('.')));
            }
        }
        return names;
    }

    /** What a key of an endpoint is set to; empty text when it is not. */
    public String setting(String name, String key) {
        return defaults.getProperty(PREFIX + name + "." + key, "").strip();
    }
}
