package org.llmtestbench.suite.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.llmtestbench.suite.Check;
import org.llmtestbench.suite.Question;
import org.llmtestbench.suite.Suite;
import org.llmtestbench.suite.SuiteCase;
import org.llmtestbench.suite.SuiteTarget;

/** Makes a suite of its file, and collects everything that is wrong with it. */
final class SuiteReader {
    private static final String FILE = "file://";

    private final Node root;
    private final SuiteFolder folder;
    private final Problems problems;
    private final TargetReader targets;
    private final CheckReader checks;
    private final List<SuiteCase> cases = new ArrayList<>();
    private final Map<String, Node> tests = new HashMap<>();

    SuiteReader(Node root, SuiteFolder folder, Endpoints endpoints, Problems problems) {
        this.root = root;
        this.folder = folder;
        this.problems = problems;
        SuiteSchema.load().check(root, problems);
        this.targets = new TargetReader(root, endpoints, problems);
        this.checks = new CheckReader(folder, targets.judge(), problems);
    }

    /** @param otherName the suite's, when it says none */
    Suite read(String otherName) {
        root.list("tests").forEach(this::test);
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

    private void test(Node test) {
        String id = test.text("id").orElse("");
        Node former = tests.putIfAbsent(id, test);
        if (former != null && !id.isEmpty()) {
            problems.add(test.field("id").get(), "'" + id + "' names the test in line " + former.line() + " already.");
        }
        List<Variables> all = Variables.all(test.field("vars"), problems);
        if (all.stream().map(variables -> variables.id(id)).distinct().count() < all.size()) {
            problems.add(
                    test.field("vars").get(),
                    "gives the same case twice. Remove a value, or make its beginning differ.");
        }
        for (SuiteTarget target : targets.of(test)) {
            for (Variables variables : all) {
                add(test, target, id, variables);
            }
        }
    }

    private void add(Node test, SuiteTarget target, String id, Variables variables) {
        Layers layers = Layers.of(test, targets.place(target), root.fields().get("defaults"));
        Template template = variables.template();
        List<Check> wanted = test.list("assert").stream()
                .flatMap(element -> checks.read(element, template).stream())
                .toList();
        Question question = new Question(
                text(test.field("prompt"), template),
                text(layers.find("system"), template),
                layers.whole("max_tokens"),
                layers.number("temperature"),
                layers.number("top_p"),
                layers.texts("stop"),
                layers.flag("stream", true));
        Integer repeat = layers.whole("repeat");
        Integer minPass = layers.whole("min_pass");
        int times = repeat == null ? 1 : repeat;
        int enough = minPass == null ? times : minPass;
        if (enough > times) {
            problems.add(layers.find("min_pass").get(), "can't be above repeat, which is " + times + ".");
        } else if (times > 0 && enough > 0) {
            List<String> tags = test.list("tags").stream()
                    .flatMap(tag -> tag.text().stream())
                    .toList();
            cases.add(new SuiteCase(variables.id(id), target, tags, question, times, enough, wanted));
        }
    }

    /** The text, or that of the file it names, with the variables filled in; null when there is none. */
    private String text(Optional<Node> node, Template template) {
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
        if (filled.isBlank()) {
            problems.add(node.get(), "is blank with " + template.variables() + ". Nothing would be asked.");
        }
        return filled;
    }
}
