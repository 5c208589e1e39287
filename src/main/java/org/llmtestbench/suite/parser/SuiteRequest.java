package org.llmtestbench.suite.parser;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.llmtestbench.config.ConfigProblem;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.provider.Suggestions;
import org.llmtestbench.suite.Suite;

/** JSON that asks for a run: {@code {"suite": "name"}}, or all of the suite in its place; read as strictly as a file. */
public final class SuiteRequest {
    private static final String SUITE = "suite";
    private static final String BODY = "the request";

    private final SourceNode root;

    private SuiteRequest(SourceNode root) {
        this.root = root;
    }

    /**
     * Reads it; fails with {@link InvalidSuiteException} or, where it is no JSON, with {@link Failure#USAGE}.
     *
     * @param others keys it may have besides {@code suite}
     */
    public static SuiteRequest read(String json, List<String> others) {
        SourceNode root = tree(json);
        ProblemCollector problems = ProblemCollector.ofRequest("");
        if (!root.json().isObject()) {
            problems.add(root, "must be an object such as {\"suite\": \"name\"}.");
        }
        List<String> known = Stream.concat(Stream.of(SUITE), others.stream()).toList();
        root.fields().forEach((key, value) -> {
            if (!known.contains(key)) {
                problems.add(
                        value,
                        "unknown key." + Suggestions.suggestion(key, known) + " Known: " + String.join(", ", known)
                                + ".");
            } else if (!value.json().isTextual()
                    && !(key.equals(SUITE) && value.json().isObject())) {
                problems.add(value, key.equals(SUITE) ? "must be a suite's name, or a suite." : "must be a text.");
            }
        });
        problems.throwIfAny();
        return new SuiteRequest(root);
    }

    private static SourceNode tree(String json) {
        try {
            return SuiteFormat.JSON.read(BODY, json);
        } catch (ProviderException unreadable) {
            throw Failure.USAGE
                    .because(unreadable.getMessage())
                    .hint("Send JSON such as {\"suite\": \"name\"}, or a whole suite in place of the name.");
        }
    }

    /** The value of a key that is a text; empty when it is not there. */
    public Optional<String> text(String key) {
        return root.field(key).filter(node -> node.json().isTextual()).flatMap(SourceNode::text);
    }

    /** The suite's name; empty when it is written out, or missing. */
    public Optional<String> name() {
        return text(SUITE);
    }

    /** Whether the suite itself is in the request. */
    public boolean isWrittenOut() {
        return root.field(SUITE).map(node -> node.json().isObject()).orElse(false);
    }

    /** A mistake of the sender about one key. */
    public InvalidSuiteException mistake(String key, String message) {
        int line = root.field(key).orElse(root).line();
        return new InvalidSuiteException(List.of(new ConfigProblem(line, key, message)));
    }

    /**
     * The suite in the request; fails with {@link InvalidSuiteException} that hold all there are.
     *
     * @param targetValidator knows who can be asked
     * @param answer tokens that an answer may have at most
     */
    public Suite suite(TargetValidator targetValidator, int answer) {
        SourceNode suite = root.field(SUITE).orElseThrow().asRoot();
        SuiteLimits limits = SuiteLimits.ofRequest(answer == 0 ? null : answer);
        SuiteFolder nowhere = SuiteFolder.none("a suite in a request has no files.");
        return new SuiteReader(suite, nowhere, targetValidator, limits, ProblemCollector.ofRequest(SUITE))
                .read("request");
    }

    /** Such as {@code suite.tests[0].prompt}. */
    static List<ConfigProblem> below(String place, List<ConfigProblem> problems) {
        return problems.stream()
                .map(problem -> new ConfigProblem(problem.line(), path(place, problem.key()), problem.message()))
                .toList();
    }

    private static String path(String place, String key) {
        return place.isEmpty() || key.equals(SUITE) ? key : place + "." + key;
    }
}
