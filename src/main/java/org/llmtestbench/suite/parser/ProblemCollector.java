package org.llmtestbench.suite.parser;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.llmtestbench.config.ConfigProblem;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;

/** Collects the problems of one file or request, and throws one exception for all of them. */
final class ProblemCollector {
    private static final int MAX_SHOWN = 50;

    private final Function<List<ConfigProblem>, RuntimeException> toException;
    private final List<ConfigProblem> found = new ArrayList<>();
    /** Sorted, so that the paths below a value follow each other. */
    private final NavigableSet<String> paths = new TreeSet<>();

    private ProblemCollector(Function<List<ConfigProblem>, RuntimeException> toException) {
        this.toException = toException;
    }

    /** For a local file; throws {@link ProviderException}. */
    static ProblemCollector of(String file) {
        return new ProblemCollector(problems -> toException(file, problems));
    }

    /** For the value at this path of a request, empty for the whole request; throws {@link InvalidSuiteException}. */
    static ProblemCollector ofRequest(String basePath) {
        return new ProblemCollector(
                problems -> new InvalidSuiteException(SuiteRequest.withBasePath(basePath, shown(problems))));
    }

    /** Adds a problem of a value; keeps only the first problem of each value. */
    void add(SourceNode node, String message) {
        String path = node.path().isEmpty() ? "suite" : node.path();
        if (paths.add(path)) {
            found.add(new ConfigProblem(node.line(), path, message));
        }
    }

    /** Whether this value, or a value below it, has a problem. */
    boolean contains(SourceNode node) {
        return paths.contains(node.path()) || hasPathFrom(node.path() + ".") || hasPathFrom(node.path() + "[");
    }

    private boolean hasPathFrom(String prefix) {
        String next = paths.ceiling(prefix);
        return next != null && next.startsWith(prefix);
    }

    /** Throws one exception for all problems, in the order of their lines, if there are any. */
    void throwIfAny() {
        if (!found.isEmpty()) {
            throw toException.apply(found);
        }
    }

    private static ProviderException toException(String file, List<ConfigProblem> found) {
        List<ConfigProblem> shown = shown(found);
        int more = found.size() - shown.size();
        return Failure.CONFIGURATION
                .because(ConfigProblem.lines(file, shown) + (more == 0 ? "" : "\nand " + more + " more."))
                .hint("Nothing was run. The format: llm-test-bench smoke --schema.");
    }

    private static List<ConfigProblem> shown(List<ConfigProblem> found) {
        return found.stream()
                .sorted(Comparator.comparingInt(ConfigProblem::line))
                .limit(MAX_SHOWN)
                .toList();
    }
}
