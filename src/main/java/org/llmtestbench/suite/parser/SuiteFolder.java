package org.llmtestbench.suite.parser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.llmtestbench.config.TextFileReader;
import org.llmtestbench.provider.ProviderException;

/**
 * Where the files that a suite names are read: below the suite's own folder and nowhere else.
 *
 * @param root null for a suite that has no files
 * @param whyNot says then why
 */
record SuiteFolder(Path root, String whyNot) {
    static SuiteFolder at(Path root) {
        return new SuiteFolder(root, "");
    }

    static SuiteFolder none(String whyNot) {
        return new SuiteFolder(null, whyNot);
    }

    /** Reads a file; fails with {@link IllegalArgumentException}, whose message says why that can't be done. */
    String read(String name) {
        Path file = below(name);
        try {
            return TextFileReader.of(file.toString(), reason -> {
                throw new IllegalArgumentException("'" + name + "' " + reason);
            });
        } catch (ProviderException notUtf8) {
            throw new IllegalArgumentException(notUtf8.getMessage(), notUtf8);
        }
    }

    private Path below(String name) {
        if (root == null) {
            throw new IllegalArgumentException(whyNot);
        }
        try {
            Path asked = Path.of(name);
            if (asked.isAbsolute() || asked.normalize().startsWith("..")) {
                throw elsewhere(name);
            }
            Path file = root.resolve(asked);
            if (Files.exists(file) && !file.toRealPath().startsWith(root.toRealPath())) {
                throw elsewhere(name);
            }
            return file;
        } catch (InvalidPathException | IOException e) {
            throw new IllegalArgumentException("'" + name + "' can't be read: " + e.getMessage() + ".", e);
        }
    }

    private static IllegalArgumentException elsewhere(String name) {
        return new IllegalArgumentException("'" + name + "' is not below the suite's folder. Put the file there.");
    }
}
