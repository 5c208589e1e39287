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
 * The suites that callers may name: those in the configured folder, and the built-in ones. No name leads out of the folder.
 *
 * @param folder null for none
 */
record SuiteRepository(Path folder) {
    private static final List<String> ENDINGS = List.of(".yaml", ".yml", ".toml", ".json");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,99}");
    private static final Pattern FILE = Pattern.compile("(" + NAME + ")\\.(yaml|yml|toml|json)");
    private static final int MOST_SHOWN = 50;

    /**
     * Reads a suite anew, so that a changed file counts at once. Fails with {@link HttpProblemException} (400) when there is none of this
     * name, and with {@link Failure#CONFIGURATION} when its file is wrong.
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
        return ENDINGS.stream()
                .filter(ending -> folder != null)
                .map(ending -> folder.resolve(name + ending))
                .filter(this::isInside)
                .findFirst();
    }

    /** Kubernetes mounts files as links within their folder; a link to elsewhere is none of ours. */
    private boolean isInside(Path file) {
        try {
            return Files.isRegularFile(file) && file.toRealPath().startsWith(folder.toRealPath());
        } catch (IOException gone) {
            return false;
        }
    }

    private HttpProblemException unknown(String name) {
        List<String> known = names();
        String shown = name.length() > 100 ? name.substring(0, 100) + "…" : name;
        return HttpProblemException.with(
                        Failure.USAGE.httpStatus(),
                        "Unknown suite",
                        "There is no suite '" + shown + "'." + Suggestions.suggestion(shown, known),
                        Failure.USAGE)
                .hint("Known: " + String.join(", ", known.subList(0, Math.min(MOST_SHOWN, known.size()))) + ".");
    }

    /** All names there are, sorted. */
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
