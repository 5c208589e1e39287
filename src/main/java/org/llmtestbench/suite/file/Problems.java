package org.llmtestbench.suite.file;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.llmtestbench.config.Problem;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;

/** Everything that is wrong with one file. */
final class Problems {
    private static final int MOST_SHOWN = 50;

    private final Function<List<Problem>, RuntimeException> refusal;
    private final List<Problem> found = new ArrayList<>();
    /** Sorted, so that those below one value follow each other. */
    private final NavigableSet<String> keys = new TreeSet<>();

    private Problems(Function<List<Problem>, RuntimeException> refusal) {
        this.refusal = refusal;
    }

    /** Those of a file of ours. */
    static Problems of(String file) {
        return new Problems(problems -> refusal(file, problems));
    }

    /** Those of a request, in what it holds at this place; empty for all of it. */
    static Problems ofRequest(String place) {
        return new Problems(problems -> new SuiteMistakes(SuiteRequest.below(place, shown(problems))));
    }

    /** Adds a problem of a value; the first one of each value is shown. */
    void add(Node at, String message) {
        String path = at.path().isEmpty() ? "suite" : at.path();
        if (keys.add(path)) {
            found.add(new Problem(at.line(), path, message));
        }
    }

    /** Whether there is a problem of this value or of a value below it. */
    boolean isAbout(Node at) {
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

    private static ProviderException refusal(String file, List<Problem> found) {
        List<Problem> shown = shown(found);
        int more = found.size() - shown.size();
        return Failure.CONFIGURATION
                .because(Problem.lines(file, shown) + (more == 0 ? "" : "\nand " + more + " more."))
                .hint("Nothing was run. The format: llm-test-bench smoke --schema.");
    }

    private static List<Problem> shown(List<Problem> found) {
        return found.stream()
                .sorted(Comparator.comparingInt(Problem::line))
                .limit(MOST_SHOWN)
                .toList();
    }
}
