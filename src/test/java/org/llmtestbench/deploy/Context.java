package org.llmtestbench.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a builder gets to see of the checkout: all that {@code .dockerignore} does not take away. The last rule that
 * matches a file, or a folder above it, decides.
 */
record Context(Path root, List<String> rules) {
    static Context ofCheckout() {
        Path root = Path.of("").toAbsolutePath();
        try {
            List<String> rules = Files.readAllLines(root.resolve(".dockerignore")).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
            return new Context(root, rules);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean holds(Path relative) {
        boolean held = true;
        for (String rule : rules) {
            boolean brings = rule.startsWith("!");
            if (matches(brings ? rule.substring(1) : rule, relative)) {
                held = brings;
            }
        }
        return held;
    }

    private static boolean matches(String pattern, Path relative) {
        for (Path path = relative; path != null; path = path.getParent()) {
            if (FileSystems.getDefault().getPathMatcher("glob:" + pattern).matches(path)) {
                return true;
            }
        }
        return false;
    }

    /** All files below a source that are in the context, relative to the checkout; none when it is not there. */
    List<Path> files(String source) {
        try (Stream<Path> all = Files.walk(root.resolve(source))) {
            return all.filter(Files::isRegularFile)
                    .map(root::relativize)
                    .filter(this::holds)
                    .toList();
        } catch (IOException missing) {
            return List.of();
        }
    }

    /** Copies as {@code COPY} does: a folder's content, or a file under its name. */
    void copy(String source, Path target) throws IOException {
        List<Path> files = files(source);
        if (files.isEmpty()) {
            throw new AssertionError("COPY " + source + ": not in the context");
        }
        boolean folder = Files.isDirectory(root.resolve(source));
        for (Path file : files) {
            Path within = folder ? Path.of(source).relativize(file) : file.getFileName();
            Path to = target.resolve(within.toString());
            Files.createDirectories(to.getParent());
            Files.copy(root.resolve(file), to, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
