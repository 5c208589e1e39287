package org.llmtestbench.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.suite.Suite;
import org.llmtestbench.suite.parser.SuiteFile;

/** Checks the suites of one command: each one runs once, and no two suites write to the same file. */
final class SuiteOutputs {
    private SuiteOutputs() {}

    /** Returns the suites without duplicates. Different paths to the same file are duplicates. */
    static List<String> distinct(List<String> files) {
        Map<Object, String> distinct = new LinkedHashMap<>();
        files.forEach(file -> distinct.putIfAbsent(identity(file), file));
        return List.copyOf(distinct.values());
    }

    /**
     * Rejects two suites, or two reports of one suite, that write to the same file, and a report that overwrites a suite.
     *
     * @param suites the suites by their files, in order
     */
    static void check(Map<String, Suite> suites, ReportOptions reports) {
        Map<Path, String> writers = new HashMap<>();
        suites.forEach((file, suite) -> {
            for (Path output : reports.outputs(suite.name())) {
                Path path = output.toAbsolutePath().normalize();
                requireNoInput(suites.keySet(), path, output);
                String other = writers.putIfAbsent(path, file);
                if (other != null && other.equals(file) && !isDevice(path)) {
                    throw Failure.USAGE
                            .because("Two reports of the suite '" + suite.name() + "' would be written to " + output
                                    + ".")
                            .hint("Give each --report its own file.");
                }
                if (other != null && !other.equals(file)) {
                    throw conflict(suites, other, file, output);
                }
            }
        });
    }

    private static void requireNoInput(Set<String> files, Path path, Path output) {
        for (String file : files) {
            if (!SuiteFile.isBuiltIn(file)
                    && Path.of(file).toAbsolutePath().normalize().equals(path)) {
                throw Failure.USAGE
                        .because("The report " + output + " would overwrite the suite of that name.")
                        .hint("Write the report to another file.");
            }
        }
    }

    /** Whether the path is a device such as {@code /dev/null}. */
    private static boolean isDevice(Path path) {
        return Files.exists(path) && !Files.isRegularFile(path);
    }

    private static RuntimeException conflict(Map<String, Suite> suites, String file, String other, Path output) {
        return Failure.USAGE
                .because("The suite '" + suites.get(file).name() + "' of " + file + " and the suite '"
                        + suites.get(other).name() + "' of " + other + " both write to " + output + ".")
                .hint("Give one of them another name (the key name of its file), or run them in separate commands with "
                        + "different files.");
    }

    /** Does not resolve a symbolic link to the file itself, because a suite can have the name of its file. */
    private static Object identity(String file) {
        if (SuiteFile.isBuiltIn(file)) {
            return file;
        }
        try {
            Path path = Path.of(file).toAbsolutePath();
            return path.getParent() == null
                    ? file
                    : path.getParent().toRealPath().resolve(path.getFileName());
        } catch (IOException | InvalidPathException e) {
            return file;
        }
    }
}
