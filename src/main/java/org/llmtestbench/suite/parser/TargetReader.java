package org.llmtestbench.suite.parser;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.llmtestbench.provider.Suggestions;
import org.llmtestbench.suite.SuiteTarget;

/** Makes targets of a suite's file. */
final class TargetReader {
    private final SourceNode suite;
    private final TargetValidator targetValidator;
    private final ProblemCollector problems;
    private final Map<String, SourceNode> places = new LinkedHashMap<>();
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
        if (places.putIfAbsent(target.id(), node) == null) {
            targets.put(target.id(), target);
        } else {
            problems.add(
                    node.field("id").orElse(node),
                    "'" + target.id() + "' names the target in line "
                            + places.get(target.id()).line() + " already. Give this one another id.");
        }
    }

    private Optional<SuiteTarget> target(SourceNode node, String otherId) {
        Optional<String> provider = node.text("provider");
        if (provider.isEmpty()) {
            return Optional.empty();
        }
        String model = node.text("model").orElse(null);
        Map<String, String> flags =
                DefaultsChain.of(node, suite.fields().get("defaults")).endpoint();
        String id = node.text("id").or(() -> node.text(otherId)).orElse(otherId);
        SuiteTarget target = new SuiteTarget(id, provider.get(), model, flags);
        targetValidator
                .validationError(target)
                .ifPresent(
                        validationError -> problems.add(node.field("provider").get(), validationError));
        return Optional.of(target);
    }

    /** Who judges; null when the suite names nobody. */
    SuiteTarget judge() {
        return suite.field("judge").flatMap(node -> target(node, "judge")).orElse(null);
    }

    /** Those that a test names, or all. */
    List<SuiteTarget> of(SourceNode test) {
        List<SourceNode> named = test.list("targets");
        if (named.isEmpty()) {
            return List.copyOf(targets.values());
        }
        return named.stream().flatMap(node -> named(node).stream()).distinct().toList();
    }

    private Optional<SuiteTarget> named(SourceNode node) {
        String id = node.text().orElse("");
        if (!places.containsKey(id)) {
            problems.add(node, "unknown target '" + id + "'." + Suggestions.suggestion(id, places.keySet()));
        }
        return Optional.ofNullable(targets.get(id));
    }

    /** Where the file says what holds for a target. */
    SourceNode place(SuiteTarget target) {
        return places.get(target.id());
    }
}
