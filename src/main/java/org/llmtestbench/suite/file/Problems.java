package org.llmtestbench.suite.file;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.llmtestbench.config.Problem;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;

/** Everything that is wrong with one file. */
final class Problems {
    private static final int MOST_SHOWN = 50;

    private final String file;
    private final List<Problem> found = new ArrayList<>();

    Problems(String file) {
        this.file = file;
    }

    /** Something wrong at a value; of several things about one value, the first is told. */
    void add(Node at, String message) {
        String path = at.path().isEmpty() ? "suite" : at.path();
        if (found.stream().noneMatch(problem -> problem.key().equals(path))) {
            found.add(new Problem(at.line(), path, message));
        }
    }

    /** Whether something at this value or below it was found. */
    boolean isAbout(Node at) {
        return found.stream()
                .map(Problem::key)
                .anyMatch(key ->
                        key.equals(at.path()) || key.startsWith(at.path() + ".") || key.startsWith(at.path() + "["));
    }

    /** Fails with all of them, in the file's order, unless there are none. */
    void throwIfAny() {
        if (!found.isEmpty()) {
            throw refusal();
        }
    }

    private ProviderException refusal() {
        List<Problem> sorted = found.stream()
                .sorted(Comparator.comparingInt(Problem::line))
                .limit(MOST_SHOWN)
                .collect(Collectors.toList());
        int more = found.size() - sorted.size();
        return Failure.CONFIGURATION
                .because(Problem.lines(file, sorted) + (more == 0 ? "" : "\nand " + more + " more."))
                .hint("Nothing was run. The format: llm-test-bench smoke --schema.");
    }
}
