package org.llmtestbench.function.runs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.llmtestbench.function.HttpProblemException;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.Suggestions;
import org.llmtestbench.suite.Suite;
import org.llmtestbench.suite.parser.SuiteFile;
import org.llmtestbench.suite.parser.TargetValidator;

/**
 * The suites that callers can name: files in the configured folder, and the built-in suites. Names cannot refer to
 * files outside the folder.
 *
 * @param folder null for none
 */
record SuiteRepository(Path folder) {
    private static final List<String> EXTENSIONS = List.of(".yaml", ".yml", ".toml", ".json");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,99}");
    private static final Pattern FILE = Pattern.compile("(" + NAME + ")\\.(yaml|yml|toml|json)");
    private static final int MAX_SUGGESTED = 50;

    /**
     * Reads a suite; files are read again for each run. Fails with {@link HttpProblemException} (400) if no suite has
     * this name, and with {@link Failure#CONFIGURATION} if its file is invalid.
     */
    Suite named(String name, TargetValidator targetValidator) {
        Optional<Path> file = NAME.matcher(name).matches() ? file(name) : Optional.empty();
        if (file.isPresent()) {
            return SuiteFile.read(file.get().toString(), targetValidator);
        }
        if (!SuiteFile.BUILT_IN.contains(name)) {
            throw unknown(name);
        }
        return SuiteFile.readBuiltIn(name, targetValidator);
    }

    private Optional<Path> file(String name) {
        return EXTENSIONS.stream()
                .filter(extension -> folder != null)
                .map(extension -> folder.resolve(name + extension))
                .filter(this::isInside)
                .findFirst();
    }

    /** Kubernetes mounts files as links inside their folder; links to files outside of it are not accepted. */
    private boolean isInside(Path file) {
        try {
            return Files.isRegularFile(file) && file.toRealPath().startsWith(folder.toRealPath());
        } catch (IOException gone) {
            return false;
        }
    }

    private HttpProblemException unknown(String name) {
        List<String> known = names();
        String shortened = name.length() > 100 ? name.substring(0, 100) + "…" : name;
        return HttpProblemException.with(
                        Failure.USAGE.httpStatus(),
                        "Unknown suite",
                        "There is no suite '" + shortened + "'." + Suggestions.suggestion(shortened, known),
                        Failure.USAGE)
                .hint("Known: " + String.join(", ", known.subList(0, Math.min(MAX_SUGGESTED, known.size()))) + ".");
    }

    /** The names of all suites, sorted. */
    List<String> names() {
        TreeSet<String> names = new TreeSet<>(SuiteFile.BUILT_IN);
        if (folder != null && Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(this::isInside)
                        .map(file -> FILE.matcher(file.getFileName().toString()))
                        .filter(Matcher::matches)
                        .forEach(file -> names.add(file.group(1)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return List.copyOf(names);
    }
}
