package org.llmtestbench.suite.parser;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.llmtestbench.config.ConfigProblem;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.provider.Suggestions;
import org.llmtestbench.suite.Suite;

/** A JSON request for a run: {@code {"suite": "name"}}, or with a whole suite in place of the name. */
public final class SuiteRequest {
    private static final String SUITE = "suite";
    private static final String BODY = "the request";

    private final SourceNode root;

    private SuiteRequest(SourceNode root) {
        this.root = root;
    }

    /**
     * Parses a request. Throws {@link InvalidSuiteException}; fails with {@link Failure#USAGE} if it is not JSON.
     *
     * @param otherKeys the keys that are allowed in addition to {@code suite}
     */
    public static SuiteRequest read(String json, List<String> otherKeys) {
        SourceNode root = tree(json);
        ProblemCollector problems = ProblemCollector.ofRequest("");
        if (!root.json().isObject()) {
            problems.add(root, "must be an object such as {\"suite\": \"name\"}.");
        }
        List<String> known = Stream.concat(Stream.of(SUITE), otherKeys.stream()).toList();
        root.fields().forEach((key, value) -> {
            if (!known.contains(key)) {
                problems.add(
                        value,
                        "unknown key." + Suggestions.suggestion(key, known) + " Known: " + String.join(", ", known)
                                + ".");
            } else if (!value.json().isTextual()
                    && !(key.equals(SUITE) && value.json().isObject())) {
                problems.add(value, key.equals(SUITE) ? "must be the name of a suite, or a suite." : "must be a text.");
            }
        });
        problems.throwIfAny();
        return new SuiteRequest(root);
    }

    private static SourceNode tree(String json) {
        try {
            return SuiteFormat.JSON.read(BODY, json);
        } catch (ProviderException invalid) {
            throw Failure.USAGE
                    .because(invalid.getMessage())
                    .hint("Send JSON such as {\"suite\": \"name\"}, or a whole suite in place of the name.");
        }
    }

    /** The text at a key; empty if it is missing. */
    public Optional<String> text(String key) {
        return root.field(key).filter(node -> node.json().isTextual()).flatMap(SourceNode::text);
    }

    /** The name of the suite; empty if the request has a whole suite, or none. */
    public Optional<String> name() {
        return text(SUITE);
    }

    /** Whether the request has a whole suite instead of a name. */
    public boolean isInline() {
        return root.field(SUITE).map(node -> node.json().isObject()).orElse(false);
    }

    /** Returns an exception for an invalid value of a key. */
    public InvalidSuiteException invalid(String key, String message) {
        int line = root.field(key).orElse(root).line();
        return new InvalidSuiteException(List.of(new ConfigProblem(line, key, message)));
    }

    /**
     * Reads the suite in the request. Throws {@link InvalidSuiteException} with all problems.
     *
     * @param targetValidator checks the targets of the suite
     * @param maxTokens maximum number of tokens of one answer; 0 for no maximum
     */
    public Suite suite(TargetValidator targetValidator, int maxTokens) {
        SourceNode suite = root.field(SUITE).orElseThrow().asRoot();
        SuiteLimits limits = SuiteLimits.ofRequest(maxTokens == 0 ? null : maxTokens);
        SuiteFolder noFiles = SuiteFolder.none("a suite in a request can't read files.");
        return new SuiteReader(suite, noFiles, targetValidator, limits, ProblemCollector.ofRequest(SUITE))
                .read("request");
    }

    /** Prefixes the paths of the problems, such as {@code suite.tests[0].prompt}. */
    static List<ConfigProblem> withBasePath(String basePath, List<ConfigProblem> problems) {
        return problems.stream()
                .map(problem -> new ConfigProblem(problem.line(), path(basePath, problem.key()), problem.message()))
                .toList();
    }

    private static String path(String basePath, String key) {
        return basePath.isEmpty() || key.equals(SUITE) ? key : basePath + "." + key;
    }
}
