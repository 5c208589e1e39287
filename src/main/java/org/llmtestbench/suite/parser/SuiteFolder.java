package org.llmtestbench.suite.parser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.llmtestbench.config.TextFileReader;
import org.llmtestbench.provider.ProviderException;

/**
 * The folder of a suite. Reads the files that the suite refers to; they must be inside the folder.
 *
 * @param root null for a suite that must not read files
 * @param reason the message if {@code root} is null, such as {@code a built-in suite can't read files.}
 */
record SuiteFolder(Path root, String reason) {
    static SuiteFolder at(Path root) {
        return new SuiteFolder(root, "");
    }

    static SuiteFolder none(String reason) {
        return new SuiteFolder(null, reason);
    }

    /** Reads a file; throws {@link IllegalArgumentException}, with a message for the user, if that is impossible. */
    String read(String name) {
        Path file = resolve(name);
        try {
            return TextFileReader.read(file.toString(), problem -> {
                throw new IllegalArgumentException("'" + name + "' " + problem);
            });
        } catch (ProviderException notUtf8) {
            throw new IllegalArgumentException(notUtf8.getMessage(), notUtf8);
        }
    }

    private Path resolve(String name) {
        if (root == null) {
            throw new IllegalArgumentException(reason);
        }
        try {
            Path relative = Path.of(name);
            if (relative.isAbsolute() || relative.normalize().startsWith("..")) {
                throw outside(name);
            }
            Path file = root.resolve(relative);
            if (Files.exists(file) && !file.toRealPath().startsWith(root.toRealPath())) {
                throw outside(name);
            }
            return file;
        } catch (InvalidPathException | IOException e) {
            throw new IllegalArgumentException("'" + name + "' can't be read: " + e.getMessage() + ".", e);
        }
    }

    private static IllegalArgumentException outside(String name) {
        return new IllegalArgumentException("'" + name + "' is not in the suite's folder. Move the file there.");
    }
}
