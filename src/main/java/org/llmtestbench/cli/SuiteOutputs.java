package org.llmtestbench.cli;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.suite.Suite;
import org.llmtestbench.suite.parser.SuiteFile;

/** Keeps the suites of one command apart: each is run once, and no two of them write to the same file. */
final class SuiteOutputs {
    private SuiteOutputs() {}

    /** The suites without those that are the same file as an earlier one, however its path is written. */
    static List<String> distinct(List<String> files) {
        Map<Object, String> distinct = new LinkedHashMap<>();
        files.forEach(file -> distinct.putIfAbsent(identity(file), file));
        return List.copyOf(distinct.values());
    }

    /**
     * Refuses two suites that write to the same report or to the same history.
     *
     * @param suites by their files, in order
     */
    static void check(Map<String, Suite> suites, ReportOptions reports) {
        Map<Path, String> writers = new HashMap<>();
        suites.forEach((file, suite) -> {
            for (Path output : reports.outputs(suite.name())) {
                String other = writers.putIfAbsent(output.toAbsolutePath().normalize(), file);
                if (other != null && !other.equals(file)) {
                    throw refusal(suites, other, file, output);
                }
            }
        });
    }

    private static RuntimeException refusal(Map<String, Suite> suites, String one, String other, Path output) {
        return Failure.USAGE
                .because("The suite '" + suites.get(one).name() + "' of " + one + " and the suite '"
                        + suites.get(other).name() + "' of " + other + " both write to " + output + ".")
                .hint("Give one of them another name (the key name of its file), or run them in separate commands with "
                        + "different files.");
    }

    /** A symbolic link to a file is another file, because a suite can be named after its file. */
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
