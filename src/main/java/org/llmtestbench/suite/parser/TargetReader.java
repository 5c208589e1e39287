package org.llmtestbench.suite.parser;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.llmtestbench.provider.Suggestions;
import org.llmtestbench.suite.SuiteTarget;

/** Reads the targets and the judge of a suite. */
final class TargetReader {
    private final SourceNode suite;
    private final TargetValidator targetValidator;
    private final ProblemCollector problems;
    /** By the id of the target. */
    private final Map<String, SourceNode> nodes = new LinkedHashMap<>();

    private final Map<String, SuiteTarget> targets = new LinkedHashMap<>();

    TargetReader(SourceNode suite, TargetValidator targetValidator, ProblemCollector problems) {
        this.suite = suite;
        this.targetValidator = targetValidator;
        this.problems = problems;
        for (SourceNode node : suite.list("targets")) {
            target(node, "provider").ifPresent(target -> add(target, node));
        }
    }

    private void add(SuiteTarget target, SourceNode node) {
        if (nodes.putIfAbsent(target.id(), node) == null) {
            targets.put(target.id(), target);
        } else {
            problems.add(
                    node.field("id").orElse(node),
                    "'" + target.id() + "' is already the id of the target in line "
                            + nodes.get(target.id()).line() + ". Choose another id.");
        }
    }

    /** @param defaultId the key whose value is the default id, or else the default id itself */
    private Optional<SuiteTarget> target(SourceNode node, String defaultId) {
        Optional<String> provider = node.text("provider");
        if (provider.isEmpty()) {
            return Optional.empty();
        }
        String model = node.text("model").orElse(null);
        Map<String, String> flags =
                DefaultsChain.of(node, suite.fields().get("defaults")).endpointFlags();
        String id = node.text("id").or(() -> node.text(defaultId)).orElse(defaultId);
        SuiteTarget target = new SuiteTarget(id, provider.get(), model, flags);
        targetValidator
                .validationError(target)
                .ifPresent(
                        validationError -> problems.add(node.field("provider").get(), validationError));
        return Optional.of(target);
    }

    /** The judge; null if the suite has none. */
    SuiteTarget judge() {
        return suite.field("judge").flatMap(node -> target(node, "judge")).orElse(null);
    }

    /** The targets that a test names, or all targets. */
    List<SuiteTarget> of(SourceNode test) {
        List<SourceNode> named = test.list("targets");
        if (named.isEmpty()) {
            return List.copyOf(targets.values());
        }
        return named.stream().flatMap(node -> named(node).stream()).distinct().toList();
    }

    private Optional<SuiteTarget> named(SourceNode node) {
        String id = node.text().orElse("");
        if (!nodes.containsKey(id)) {
            problems.add(node, "unknown target '" + id + "'." + Suggestions.suggestion(id, nodes.keySet()));
        }
        return Optional.ofNullable(targets.get(id));
    }

    /** The value in the file that defines a target. */
    SourceNode node(SuiteTarget target) {
        return nodes.get(target.id());
    }
}
