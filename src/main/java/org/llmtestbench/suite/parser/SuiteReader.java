package org.llmtestbench.suite.parser;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.llmtestbench.suite.Check;
import org.llmtestbench.suite.PromptSpec;
import org.llmtestbench.suite.Suite;
import org.llmtestbench.suite.SuiteCase;
import org.llmtestbench.suite.SuiteTarget;

/** Builds a suite from its file or request, and collects all problems. */
final class SuiteReader {
    private static final String FILE_PREFIX = "file://";

    private final SourceNode root;
    private final SuiteFolder folder;
    private final SuiteLimits limits;
    private final SizeBudget sizeBudget;
    private final ProblemCollector problems;
    private final TargetReader targets;
    private final CheckReader checks;
    private final List<SuiteCase> cases = new ArrayList<>();
    private final Map<String, SourceNode> tests = new HashMap<>();
    private long calls;

    SuiteReader(
            SourceNode root,
            SuiteFolder folder,
            TargetValidator targetValidator,
            SuiteLimits limits,
            ProblemCollector problems) {
        this.root = root;
        this.folder = folder;
        this.limits = limits;
        this.sizeBudget = new SizeBudget(limits.text());
        this.problems = problems;
        limits.checkEndpoints(root, problems);
        SuiteSchema.load().validate(root, problems);
        this.targets = new TargetReader(root, targetValidator, problems);
        this.checks = new CheckReader(folder, targets.judge(), limits, problems);
    }

    /** @param defaultName the name of a suite without a name */
    Suite read(String defaultName) {
        root.list("tests").forEach(this::test);
        root.list("tests").stream().reduce((first, last) -> last).ifPresent(this::exceedsLimits);
        problems.throwIfAny();
        return new Suite(
                root.text("name").orElse(defaultName),
                root.text("description").orElse(null),
                root.field("budget")
                        .flatMap(budget -> budget.field("usd"))
                        .map(usd -> usd.json().decimalValue())
                        .orElse(null),
                cases.stream().map(SuiteCase::target).distinct().toList(),
                cases);
    }

    private void test(SourceNode test) {
        if (exceedsLimits(test)) {
            return;
        }
        String id = test.text("id").orElse("");
        SourceNode previous = tests.putIfAbsent(id, test);
        if (previous != null && !id.isEmpty()) {
            problems.add(
                    test.field("id").get(),
                    "'" + id + "' is already the id of the test in line " + previous.line() + ". Choose another id.");
        }
        List<VariableMatrix> all = VariableMatrix.all(test.field("vars"), problems);
        if (all.stream().map(variables -> variables.id(id)).distinct().count() < all.size()) {
            problems.add(
                    test.field("vars").get(),
                    "makes two cases with the same id. Remove a value, or change the beginning of a value.");
        }
        List<SuiteTarget> testTargets = targets.of(test);
        calls += testTargets.isEmpty() ? all.size() : 0;
        for (SuiteTarget target : testTargets) {
            for (VariableMatrix variables : all) {
                if (!exceedsLimits(test)) {
                    add(test, target, id, variables);
                }
            }
        }
    }

    private boolean exceedsLimits(SourceNode test) {
        if (calls > limits.calls()) {
            problems.add(
                    test,
                    "makes more than " + limits.calls()
                            + " calls together with the tests before it. Use fewer cases or repeats.");
        }
        if (sizeBudget.isExceeded()) {
            problems.add(test, "is too long: all texts together can have at most " + limits.text() + " characters.");
        }
        return calls > limits.calls() || sizeBudget.isExceeded();
    }

    private void add(SourceNode test, SuiteTarget target, String id, VariableMatrix variables) {
        DefaultsChain defaults =
                DefaultsChain.of(test, targets.node(target), root.fields().get("defaults"));
        Template template = variables.template(sizeBudget);
        List<Check> caseChecks = test.list("assert").stream()
                .flatMap(element -> checks.read(element, template).stream())
                .toList();
        PromptSpec prompt = new PromptSpec(
                text(test.field("prompt"), template),
                text(defaults.find("system"), template),
                limits.maxTokens(defaults, problems),
                defaults.number("temperature"),
                defaults.number("top_p"),
                defaults.texts("stop"),
                defaults.flag("stream", true));
        Integer configuredRepeat = defaults.wholeNumber("repeat");
        Integer configuredMinPass = defaults.wholeNumber("min_pass");
        int repeat = configuredRepeat == null ? 1 : configuredRepeat;
        int minPass = configuredMinPass == null ? repeat : configuredMinPass;
        if (minPass > repeat) {
            problems.add(defaults.find("min_pass").get(), "can't be greater than repeat, which is " + repeat + ".");
        } else if (repeat > 0 && minPass > 0) {
            List<String> tags = test.list("tags").stream()
                    .flatMap(tag -> tag.text().stream())
                    .toList();
            SuiteCase suiteCase = new SuiteCase(variables.id(id), target, tags, prompt, repeat, minPass, caseChecks);
            calls += repeat * (1 + suiteCase.judges().count());
            cases.add(suiteCase);
        }
    }

    /** The text, or the text of the file that it names, with variables replaced; null if there is none. */
    private String text(Optional<SourceNode> node, Template template) {
        if (node.isEmpty() || node.get().text().isEmpty()) {
            return null;
        }
        String text = node.get().text().get();
        if (text.startsWith(FILE_PREFIX)) {
            try {
                text = folder.read(text.substring(FILE_PREFIX.length()));
            } catch (IllegalArgumentException e) {
                problems.add(node.get(), e.getMessage());
                return null;
            }
        }
        List<String> messages = new ArrayList<>();
        String filled = template.fill(text, messages::add);
        messages.forEach(message -> problems.add(node.get(), message));
        if (filled.isBlank() && !sizeBudget.isExceeded()) {
            problems.add(node.get(), "is blank with the variables " + template.variables() + ". Write a text.");
        }
        return filled;
    }
}
