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

/** Everything that is wrong with one file. */
final class ProblemCollector {
    private static final int MOST_SHOWN = 50;

    private final Function<List<ConfigProblem>, RuntimeException> refusal;
    private final List<ConfigProblem> found = new ArrayList<>();
    /** Sorted, so that those below one value follow each other. */
    private final NavigableSet<String> keys = new TreeSet<>();

    private ProblemCollector(Function<List<ConfigProblem>, RuntimeException> refusal) {
        this.refusal = refusal;
    }

    /** Those of a file of ours. */
    static ProblemCollector of(String file) {
        return new ProblemCollector(problems -> refusal(file, problems));
    }

    /** Those of a request, in what it holds at this place; empty for all of it. */
    static ProblemCollector ofRequest(String place) {
        return new ProblemCollector(problems -> new InvalidSuiteException(SuiteRequest.below(place, shown(problems))));
    }

    /** Adds a problem of a value; the first one of each value is shown. */
    void add(SourceNode at, String message) {
        String path = at.path().isEmpty() ? "suite" : at.path();
        if (keys.add(path)) {
            found.add(new ConfigProblem(at.line(), path, message));
        }
    }

    /** Whether there is a problem of this value or of a value below it. */
    boolean isAbout(SourceNode at) {
        return keys.contains(at.path()) || startsAny(at.path() + ".") || startsAny(at.path() + "[");
    }

    private boolean startsAny(String prefix) {
        String next = keys.ceiling(prefix);
        return next != null && next.startsWith(prefix);
    }

    /** Fails with all of them, in the file's order, unless there are none. */
    void throwIfAny() {
        if (!found.isEmpty()) {
            throw refusal.apply(found);
        }
    }

    private static ProviderException refusal(String file, List<ConfigProblem> found) {
        List<ConfigProblem> shown = shown(found);
        int more = found.size() - shown.size();
        return Failure.CONFIGURATION
                .because(ConfigProblem.lines(file, shown) + (more == 0 ? "" : "\nand " + more + " more."))
                .hint("Nothing was run. The format: llm-test-bench smoke --schema.");
    }

    private static List<ConfigProblem> shown(List<ConfigProblem> found) {
        return found.stream()
                .sorted(Comparator.comparingInt(ConfigProblem::line))
                .limit(MOST_SHOWN)
                .toList();
    }
}
