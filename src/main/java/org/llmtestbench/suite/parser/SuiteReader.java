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

/** Makes a suite of its file, and collects everything that is wrong with it. */
final class SuiteReader {
    private static final String FILE = "file://";

    private final SourceNode root;
    private final SuiteFolder folder;
    private final SuiteLimits bounds;
    private final SizeBudget room;
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
            SuiteLimits bounds,
            ProblemCollector problems) {
        this.root = root;
        this.folder = folder;
        this.bounds = bounds;
        this.room = new SizeBudget(bounds.text());
        this.problems = problems;
        bounds.checkEndpoints(root, problems);
        SuiteSchema.load().check(root, problems);
        this.targets = new TargetReader(root, targetValidator, problems);
        this.checks = new CheckReader(folder, targets.judge(), bounds, problems);
    }

    /** @param otherName the suite's, when it says none */
    Suite read(String otherName) {
        root.list("tests").forEach(this::test);
        root.list("tests").stream().reduce((first, last) -> last).ifPresent(this::isTooMuch);
        problems.throwIfAny();
        return new Suite(
                root.text("name").orElse(otherName),
                root.text("description").orElse(null),
                root.field("budget")
                        .flatMap(budget -> budget.field("usd"))
                        .map(usd -> usd.json().decimalValue())
                        .orElse(null),
                cases.stream().map(SuiteCase::target).distinct().toList(),
                cases);
    }

    private void test(SourceNode test) {
        if (isTooMuch(test)) {
            return;
        }
        String id = test.text("id").orElse("");
        SourceNode former = tests.putIfAbsent(id, test);
        if (former != null && !id.isEmpty()) {
            problems.add(test.field("id").get(), "'" + id + "' names the test in line " + former.line() + " already.");
        }
        List<VariableMatrix> all = VariableMatrix.all(test.field("vars"), problems);
        if (all.stream().map(variables -> variables.id(id)).distinct().count() < all.size()) {
            problems.add(
                    test.field("vars").get(),
                    "gives the same case twice. Remove a value, or make its beginning differ.");
        }
        List<SuiteTarget> asked = targets.of(test);
        calls += asked.isEmpty() ? all.size() : 0;
        for (SuiteTarget target : asked) {
            for (VariableMatrix variables : all) {
                if (!isTooMuch(test)) {
                    add(test, target, id, variables);
                }
            }
        }
    }

    private boolean isTooMuch(SourceNode test) {
        if (calls > bounds.calls()) {
            problems.add(
                    test, "makes more than " + bounds.calls() + " calls with those before it. Ask less at a time.");
        }
        if (room.isFull()) {
            problems.add(test, "grows too long: all texts together may have " + bounds.text() + " characters.");
        }
        return calls > bounds.calls() || room.isFull();
    }

    private void add(SourceNode test, SuiteTarget target, String id, VariableMatrix variables) {
        DefaultsChain defaults =
                DefaultsChain.of(test, targets.place(target), root.fields().get("defaults"));
        Template template = variables.template(room);
        List<Check> wanted = test.list("assert").stream()
                .flatMap(element -> checks.read(element, template).stream())
                .toList();
        PromptSpec prompt = new PromptSpec(
                text(test.field("prompt"), template),
                text(defaults.find("system"), template),
                bounds.longest(defaults, problems),
                defaults.number("temperature"),
                defaults.number("top_p"),
                defaults.texts("stop"),
                defaults.flag("stream", true));
        Integer repeat = defaults.whole("repeat");
        Integer minPass = defaults.whole("min_pass");
        int times = repeat == null ? 1 : repeat;
        int enough = minPass == null ? times : minPass;
        if (enough > times) {
            problems.add(defaults.find("min_pass").get(), "can't be above repeat, which is " + times + ".");
        } else if (times > 0 && enough > 0) {
            List<String> tags = test.list("tags").stream()
                    .flatMap(tag -> tag.text().stream())
                    .toList();
            SuiteCase one = new SuiteCase(variables.id(id), target, tags, prompt, times, enough, wanted);
            calls += times * (1 + one.judges().count());
            cases.add(one);
        }
    }

    /** The text, or that of the file it names, with the variables filled in; null when there is none. */
    private String text(Optional<SourceNode> node, Template template) {
        if (node.isEmpty() || node.get().text().isEmpty()) {
            return null;
        }
        String text = node.get().text().get();
        if (text.startsWith(FILE)) {
            try {
                text = folder.read(text.substring(FILE.length()));
            } catch (IllegalArgumentException e) {
                problems.add(node.get(), e.getMessage());
                return null;
            }
        }
        List<String> unknown = new ArrayList<>();
        String filled = template.fill(text, unknown::add);
        unknown.forEach(problem -> problems.add(node.get(), problem));
        if (filled.isBlank() && !room.isFull()) {
            problems.add(node.get(), "is blank with " + template.variables() + ". Nothing would be asked.");
        }
        return filled;
    }
}
