package org.llmtestbench.provider;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this program, from a resource that the build writes. */
public final class Version {
    /** For example {@code 1.2.3}. */
    public static final String NUMBER = read();

    private Version() {}

    private static String read() {
        try (InputStream file = Version.class.getResourceAsStream("/org/llmtestbench/version.properties")) {
            Properties properties = new Properties();
            properties.load(file);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
