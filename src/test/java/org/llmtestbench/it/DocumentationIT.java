package org.llmtestbench.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.llmtestbench.docs.MarkdownPage;
import org.llmtestbench.docs.MarkdownPage.CodeBlock;

/**
 * Runs every command in the documentation and compares its output with the page. A page is one shell session in an empty
 * folder.
 *
 * <ul>
 *   <li>Each command of an {@code sh} block must end with 0. In a {@code console} block, lines that begin with {@code $}
 *       are commands and the other lines are their output; a command may end with another code when {@code echo $?}
 *       follows.
 *   <li>The comment {@code <!-- file: NAME -->} above a block writes the block into a file of the folder.
 *   <li>The comment {@code <!-- not run: REASON -->} above a block excludes it.
 *   <li>Calls to OpenAI and Anthropic go to one simulator; a call needs a key that the page exports.
 *   <li>Times, ids, ports and dates are not compared. A line {@code …} in an output matches any lines, and {@code …}
 *       within a line for any text.
 * </ul>
 */
class DocumentationIT {
    private static final List<String> TOOLS = List.of("bash", "curl");
    private static final List<String> ALLOWED_COMMANDS = List.of(
            "llm-test-bench", "curl", "export", "echo", "cat", "source", "head", "tail", "grep", "mkdir", "kill");

    private static ServerProcess simulator;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startSimulator() {
        String path = System.getenv("PATH");
        assumeThat(TOOLS)
                .as("the commands of the documentation need these tools")
                .allMatch(tool -> Stream.of(path.split(":")).anyMatch(each -> Files.isExecutable(Path.of(each, tool))));
        simulator = ServerProcess.started(Map.of(), List.of(), List.of("simulate", "--port", "0"));
    }

    @AfterAll
    static void stopSimulator() {
        if (simulator != null) {
            simulator.close();
        }
    }

    /** A command of a page and the place of its output. */
    private record Step(String command, int line, int outputFrom, int outputTo, boolean hasOutput) {}

    static List<MarkdownPage> pages() {
        return MarkdownPage.all().stream()
                .filter(page -> page.codeBlocks().stream().anyMatch(DocumentationIT::isRun))
                .toList();
    }

    private static boolean isCommands(CodeBlock block) {
        return List.of("sh", "console", "bash").contains(block.language());
    }

    private static boolean isRun(CodeBlock block) {
        return isCommands(block) && !block.directive().equals("not run");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void the_commands_of_a_page_print_the_documented_output(MarkdownPage page) throws Exception {
        assertThat(page.codeBlocks().stream()
                        .filter(DocumentationIT::isRun)
                        .flatMap(block -> steps(block).stream())
                        .map(Step::command))
                .allMatch(DocumentationIT::isAllowed);
        ShellSession session = new ShellSession(folder, simulator.address());
        List<Step> steps = new ArrayList<>();
        for (CodeBlock block : page.codeBlocks()) {
            if (block.directive().equals("file")) {
                session.file(block.argument(), block.lines());
            } else if (isRun(block)) {
                steps(block).forEach(step -> {
                    steps.add(step);
                    session.command(step.command());
                });
            }
        }
        List<ShellSession.Result> results = session.run();
        assertThat(results)
                .as("one for each command of %s, within the time limit", page)
                .hasSameSizeAs(steps);

        List<String> differences = new ArrayList<>();
        NavigableMap<Integer, List<String>> updates = new TreeMap<>();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            List<String> output = results.get(i).output();
            boolean isChecked =
                    i + 1 < steps.size() && steps.get(i + 1).command().equals("echo $?");
            String place = page.file() + ", line " + (step.line() + 1) + ": " + step.command();
            if (results.get(i).exitCode() != 0 && !isChecked) {
                differences.add(
                        place + "\nexited with " + results.get(i).exitCode() + ":\n" + String.join("\n", output));
            }
            List<String> expected = page.lines().subList(step.outputFrom(), step.outputTo());
            boolean isDifferent = step.hasOutput() && !DocumentedOutput.matches(expected, output);
            if (isDifferent && MarkdownPage.UPDATE) {
                updates.put(i, output);
            } else if (isDifferent) {
                differences.add(place + "\nprinted\n" + String.join("\n", output) + "\nbut the page says\n"
                        + String.join("\n", expected));
            }
        }
        if (!updates.isEmpty()) {
            // from the end, so that line numbers stay correct
            updates.descendingMap()
                    .forEach((i, output) ->
                            page.replace(steps.get(i).outputFrom(), steps.get(i).outputTo(), output));
            page.write();
        }
        assertThat(String.join("\n\n", differences))
                .as("Outputs of %s. To write the current outputs into the page: -Ddocs.update", page)
                .isEmpty();
    }

    private static List<Step> steps(CodeBlock block) {
        List<Step> steps = new ArrayList<>();
        boolean console = block.language().equals("console");
        List<String> lines = block.lines();
        int i = 0;
        while (i < lines.size()) {
            int first = i;
            StringBuilder command = new StringBuilder(console ? lines.get(i).replaceFirst("^\\$ ", "") : lines.get(i));
            while (lines.get(i).endsWith("\\")) {
                i++;
                command.append('\n').append(lines.get(i));
            }
            i++;
            int output = i;
            while (console && i < lines.size() && !lines.get(i).startsWith("$ ")) {
                i++;
            }
            if (!command.toString().isBlank() && !command.toString().startsWith("#")) {
                steps.add(new Step(
                        command.toString(), block.line() + first, block.line() + output, block.line() + i, console));
            }
        }
        return steps;
    }

    @Test
    void a_block_that_is_not_run_has_a_reason() {
        assertThat(MarkdownPage.all().stream()
                        .flatMap(page -> page.codeBlocks().stream())
                        .filter(block -> block.directive().equals("not run"))
                        .map(CodeBlock::argument))
                .isNotEmpty()
                .allMatch(reason -> reason.matches("(needs|runs|changes|downloads) .+"));
    }

    /** Whether the command only starts programs that are safe on the machine of a developer. */
    private static boolean isAllowed(String command) {
        return Stream.of(command.split(" \\| |&& |; "))
                .allMatch(each -> ALLOWED_COMMANDS.contains(each.strip().split("\\s")[0]));
    }

    /** A table cell can't run by itself, so all examples together form one suite. */
    @Test
    void every_check_has_a_valid_example() throws IOException {
        StringBuilder suite = new StringBuilder(
                        "targets: [{ provider: openai }]\njudge: { provider: openai }\ntests:\n")
                .append("- id: checks\n  prompt: Hello\n  assert:\n");
        MarkdownPage.read("docs/suites.md").section("checks").stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("(?<!\\\\)\\|")[2].strip().replaceAll("^`+ ?| ?`+$", ""))
                .forEach(example ->
                        suite.append("  - ").append(example.replace("\\|", "|")).append('\n'));
        Path file = Files.writeString(folder.resolve("checks.yaml"), suite);

        assertThat(Program.with("smoke", file.toString(), "--dry-run").run().exitCode())
                .as(suite.toString())
                .isZero();
    }
}
