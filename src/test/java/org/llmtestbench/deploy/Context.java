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
 * The Docker build context: the files of the checkout that {@code .dockerignore} does not exclude. The last rule that
 * matches a file, or a folder above it, wins.
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

    boolean contains(Path relative) {
        boolean included = true;
        for (String rule : rules) {
            boolean includes = rule.startsWith("!");
            if (matches(includes ? rule.substring(1) : rule, relative)) {
                included = includes;
            }
        }
        return included;
    }

    private static boolean matches(String pattern, Path relative) {
        for (Path path = relative; path != null; path = path.getParent()) {
            if (FileSystems.getDefault().getPathMatcher("glob:" + pattern).matches(path)) {
                return true;
            }
        }
        return false;
    }

    /** All files of a source that are in the context, relative to the checkout; empty if the source does not exist. */
    List<Path> files(String source) {
        try (Stream<Path> all = Files.walk(root.resolve(source))) {
            return all.filter(Files::isRegularFile)
                    .map(root::relativize)
                    .filter(this::contains)
                    .toList();
        } catch (IOException missing) {
            return List.of();
        }
    }

    /** Copies like {@code COPY}: the content of a folder, or a file with its name. */
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
