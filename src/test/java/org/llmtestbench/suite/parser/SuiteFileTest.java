package org.llmtestbench.suite.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.suite.Suite;
import org.llmtestbench.suite.SuiteCase;

class SuiteFileTest {
    private static final String HEAD = "targets: [{ provider: openai }]\n";
    private static final TargetValidator KNOWN = target -> target.provider().equals("openai")
            ? Optional.empty()
            : Optional.of("Unknown provider '" + target.provider() + "'.");

    @TempDir
    private Path folder;

    private Suite suite(String name, String text) {
        return suite(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private Suite suite(String name, byte[] bytes) {
        try {
            return SuiteFile.read(Files.write(folder.resolve(name), bytes).toString(), KNOWN);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private List<String> mistakes(String name, String text) {
        return mistakes(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> mistakes(String name, byte[] bytes) {
        ProviderException refusal = catchThrowableOfType(ProviderException.class, () -> suite(name, bytes));
        assertThat(refusal).as("refusal").isNotNull();
        assertThat(refusal.failure()).isEqualTo(Failure.CONFIGURATION);
        return refusal.getMessage()
                .lines()
                .map(line -> line.replace(folder + "/", ""))
                .toList();
    }

    private List<String> mistakes(String yaml) {
        return mistakes("s.yaml", yaml);
    }

    @Test
    void a_suite_makes_a_case_for_each_target_and_value() {
        Suite suite = suite("production.yaml", """
                version: 1
                defaults: { max_tokens: 64, timeout: 20s, stream: false }
                budget: { usd: 0.05 }
                targets:
                  - { id: a, provider: openai, model: m1, max_retries: 1 }
                  - { id: b, provider: openai, model: m2, max_tokens: 8 }
                tests:
                  - id: json-shape
                    tags: [smoke]
                    prompt: 'The {{what}} of {{ city }}, {{other}}.'
                    vars: { city: [Paris, "{{what}}"], what: name, other: 7 }
                    repeat: 3
                    min_pass: 2
                  - { id: ping, prompt: Hi, targets: [b], max_tokens: 4, stream: true }
                """);

        assertThat(suite.name()).isEqualTo("production");
        assertThat(suite.budgetUsd()).isEqualByComparingTo("0.05");
        assertThat(suite.cases())
                .extracting(each -> each.target().id() + " " + each.id())
                .containsExactly(
                        "a json-shape[city=Paris,what=name,other=7]",
                        "a json-shape[city={{what}},what=name,other=7]",
                        "b json-shape[city=Paris,what=name,other=7]",
                        "b json-shape[city={{what}},what=name,other=7]",
                        "b ping");
        SuiteCase first = suite.cases().get(0);
        assertThat(first.prompt().prompt()).isEqualTo("The name of Paris, 7.");
        assertThat(suite.cases().get(1).prompt().prompt()).isEqualTo("The name of {{what}}, 7.");
        assertThat(first.target().flags()).containsEntry("timeout", "20s").containsEntry("max_retries", "1");
        assertThat(suite.cases()).extracting(each -> each.prompt().maxTokens()).containsExactly(64, 64, 8, 8, 4);
        assertThat(suite.cases())
                .extracting(each -> each.prompt().stream())
                .containsExactly(false, false, false, false, true);
        assertThat(first.repeat()).isEqualTo(3);
        assertThat(first.minPass()).isEqualTo(2);
        assertThat(first.tags()).containsExactly("smoke");
    }

    @Test
    void toml_and_json_say_the_same() {
        String toml = """
                name = "n"
                [[targets]]
                provider = "openai"
                [[tests]]
                id = "ping"
                prompt = "Hi"
                assert = [{ icontains = "ok" }, { ttft = { max = "3s" } }]
                """;
        String json = """
                {"name": "n", "targets": [{"provider": "openai"}], "tests": [
                  {"id": "ping", "prompt": "Hi", "assert": [{"icontains": "ok"}, {"ttft": {"max": "3s"}}]}]}
                """;
        assertThat(suite("s.toml", toml)).isEqualTo(suite("s.json", json));
    }

    @Test
    void every_mistake_is_told_at_once_with_its_line_and_a_suggestion() {
        assertThat(mistakes("""
                versoin: 1
                defaults: { max_token: 5, temperature: 3 }
                targets:
                  - { id: a, provider: opnai }
                  - { id: a, provider: openai }
                tests:
                  - id: one
                    prompt: "Hello {{nmae}}"
                    vars: { name: [a, b] }
                    targets: [a, c]
                    timeout: 3s
                    assert:
                      - incontains: ok
                      - ttft: { maximum: 3s }
                      - regex: "(?=a)b"
                      - latency: { max: soon }
                  - id: one
                    prompt: " "
                    min_pass: 2
                  - assert: [{ contains: x, equals: y }]
                """))
                .containsExactly(
                        "s.yaml, line 1: versoin: unknown key. Did you mean 'version'?",
                        "s.yaml, line 2: defaults.max_token: unknown key. Did you mean 'max_tokens'?",
                        "s.yaml, line 2: defaults.temperature: can't be used: '3'. A number from 0 to 2.",
                        "s.yaml, line 4: targets[0].provider: Unknown provider 'opnai'.",
                        "s.yaml, line 5: targets[1].id: 'a' names the target in line 4 already. Give this one another id.",
                        "s.yaml, line 8: tests[0].prompt: {{nmae}}: no variable of the test has this name. Did you mean"
                                + " 'name'?",
                        "s.yaml, line 10: tests[0].targets[1]: unknown target 'c'. Did you mean 'a'?",
                        "s.yaml, line 11: tests[0].timeout: can't stand here: limits hold for all cases of an endpoint."
                                + " Put it into defaults or a target.",
                        "s.yaml, line 13: tests[0].assert[0].incontains: unknown key. Did you mean 'icontains'?",
                        "s.yaml, line 14: tests[0].assert[1].ttft: can't be used. Takes: Time to the first token of a"
                                + " streamed answer: min, max or both, such as {max: 3s}.",
                        "s.yaml, line 15: tests[0].assert[2].regex: not a regular expression of RE2: error parsing regexp:"
                                + " invalid or unsupported Perl syntax: `(?=`. Look-arounds and back-references are not"
                                + " known to it.",
                        "s.yaml, line 16: tests[0].assert[3].latency: can't be used. Takes: Time to the end of the answer:"
                                + " min, max or both, such as {max: 10s}.",
                        "s.yaml, line 17: tests[1].id: 'one' names the test in line 7 already.",
                        "s.yaml, line 18: tests[1].prompt: can't be used: ' '. What is asked: a text, {{name}} filled from"
                                + " vars, or file://PATH below the suite's folder.",
                        "s.yaml, line 19: tests[1].min_pass: can't be above repeat, which is 1.",
                        "s.yaml, line 20: tests[2].id: is missing. How reports name it: letters, digits and . _ : / -.",
                        "s.yaml, line 20: tests[2].prompt: is missing. What is asked: a text, {{name}} filled from vars, or"
                                + " file://PATH below the suite's folder.",
                        "s.yaml, line 20: tests[2].assert[0]: holds several checks. Write each as an element of its own,"
                                + " with a dash.");
    }

    @Test
    void toml_mistakes_have_their_lines_too() {
        assertThat(mistakes("s.toml", """
                nmae = "x"
                [[targets]]
                provider = "openai"

                [[tests]]
                id = "a"
                prompt = "Hi"
                repeat = 0
                """))
                .containsExactly(
                        "s.toml, line 1: nmae: unknown key. Did you mean 'name'?",
                        "s.toml, line 8: tests[0].repeat: can't be used: '0'. How often each case is asked: a whole number"
                                + " from 1 to 1000; default 1.");
    }

    @Test
    void what_is_no_yaml_is_told_with_its_line() {
        assertThat(mistakes("a: [1\nb: 2")).singleElement().asString().startsWith("s.yaml, line 2, column ");
        assertThat(mistakes("a:\n\tb: 1"))
                .containsExactly("s.yaml, line 2, column 1: not YAML: a tab can't indent. Indent with spaces.");
        assertThat(mistakes("a: 1\nb: 2\na: 3"))
                .containsExactly("s.yaml, line 3: a stands here a second time; first in line 1.");
        assertThat(mistakes("a: 1\n---\nb: 2"))
                .containsExactly("s.yaml, line 3: a second document begins here. A file holds one suite.");
        assertThat(mistakes("just text")).singleElement().asString().startsWith("s.yaml, line 1: suite: can't be used");
        assertThat(mistakes(" \n")).containsExactly("s.yaml is empty.");
        assertThat(mistakes("# nothing\n")).containsExactly("s.yaml is empty.");
        assertThat(mistakes("s.json", "{\"a\": 1,}"))
                .singleElement()
                .asString()
                .startsWith("s.json, line 1, column 9: not JSON: ");
        assertThat(mistakes("s.txt", "a"))
                .containsExactly("s.txt is no suite: its name does not say what language it is in.");
    }

    @Test
    void half_a_character_is_told_with_its_place_in_every_language() {
        String what = " holds half a character (\\uD83D at position 3). Write the whole character.";
        assertThat(mistakes(HEAD + "tests:\n  - id: a\n    prompt: \"Hi\\uD83D\""))
                .containsExactly("s.yaml, line 4: tests[0].prompt" + what);
        assertThat(mistakes("s.json", "{\"tests\":\n [{\"prompt\":\n \"Hi\\uD83D\"}]}"))
                .containsExactly("s.json, line 2: tests[0].prompt" + what);
        assertThat(mistakes(HEAD + "tests:\n  - id: a\n    prompt: '{{x}}'\n    vars: { x: [1, \"Hi\\uD83D\"] }"))
                .containsExactly("s.yaml, line 5: tests[0].vars.x[1]" + what);
        assertThat(mistakes(HEAD + "tests:\n  - id: a\n    prompt: Hi\n    \"Hi\\uD83D\": 1"))
                .containsExactly("s.yaml, line 5: a key" + what);
        assertThat(mistakes("s.toml", "name = \"Hi\\uD83D\""))
                .singleElement()
                .asString()
                .startsWith("s.toml, line 1");
    }

    @Test
    void two_halves_in_a_row_are_one_character() {
        Suite suite = suite("s.yaml", HEAD + "tests: [{ id: a, prompt: \"Hi\\uD83D\\uDE00\" }]");
        assertThat(suite.cases().get(0).prompt().prompt()).isEqualTo("Hi😀");
    }

    @Test
    void a_bomb_of_aliases_does_not_go_off() {
        StringBuilder bomb = new StringBuilder("a: &a [x, x]\n");
        for (char c = 'b'; c < 'k'; c++) {
            bomb.append(c + ": &" + c + " [*" + (char) (c - 1) + ", *" + (char) (c - 1) + "]\n");
        }
        assertThat(mistakes(bomb.toString()))
                .containsExactly("s.yaml, line 2: aliases (*a) are not followed. Write the value out.");
    }

    @Test
    void depth_size_and_encoding_have_bounds() {
        assertThat(mistakes("a: " + "[".repeat(60) + "]".repeat(60)))
                .singleElement()
                .asString()
                .contains("nest");
        assertThat(mistakes("a: " + "x".repeat(9 << 20)))
                .singleElement()
                .asString()
                .endsWith("has more than 8 MB.");
        assertThat(mistakes("s.yaml", new byte[] {'a', ':', ' ', (byte) 0xE9}))
                .containsExactly("s.yaml, line 1: not UTF-8. Save the file as UTF-8.");
        assertThat(mistakes(HEAD + "tests: [{ id: a, prompt: '{{x}}{{y}}{{z}}', vars: {" + "x: [" + "1,".repeat(100)
                        + "2], y: [" + "1,".repeat(100) + "2], z: [1, 2] } }]"))
                .singleElement()
                .asString()
                .contains("tests[0].vars: makes more than 10000 cases");
    }

    @Test
    void files_are_read_only_below_the_suites_folder() throws IOException {
        Path inside = Files.createDirectories(folder.resolve("suites"));
        Files.writeString(folder.resolve("secret.txt"), "secret");
        Files.createSymbolicLink(inside.resolve("link.txt"), folder.resolve("secret.txt"));
        Files.writeString(inside.resolve("prompt.txt"), "Hello {{name}}");

        for (String name : List.of("../secret.txt", "link.txt", folder + "/secret.txt")) {
            assertThat(mistakes("suites/s.yaml", HEAD + "tests: [{ id: a, prompt: 'file://" + name + "' }]"))
                    .singleElement()
                    .asString()
                    .contains("tests[0].prompt")
                    .endsWith("is not below the suite's folder. Put the file there.");
        }
        assertThat(mistakes("suites/s.yaml", HEAD + "tests: [{ id: a, prompt: 'file://none.txt' }]"))
                .containsExactly("suites/s.yaml, line 2: tests[0].prompt: 'none.txt' does not exist.");
        assertThat(suite("suites/s.yaml", HEAD + "tests: [{ id: a, prompt: 'file://prompt.txt', vars: {name: you} }]")
                        .cases())
                .singleElement()
                .satisfies(one -> assertThat(one.prompt().prompt()).isEqualTo("Hello you"));
    }

    @Test
    void a_name_that_is_no_file_is_a_built_in_suite() {
        assertThat(SuiteFile.BUILT_IN).allSatisfy(name -> {
            Suite suite = SuiteFile.read(name, target -> Optional.empty());
            assertThat(suite.name()).isEqualTo(name);
            assertThat(suite.cases()).isNotEmpty();
        });
        ProviderException unknown = catchThrowableOfType(ProviderException.class, () -> SuiteFile.read("opnai", KNOWN));
        assertThat(unknown).hasMessage("There is no file and no built-in suite 'opnai'. Did you mean 'openai'?");
    }

    /** A limit that only quadratic time exceeds. */
    @Test
    @Timeout(60)
    void a_hundred_thousand_problems_are_collected_in_linear_time() {
        StringBuilder text = new StringBuilder(HEAD + "tests:\n  - { id: a, prompt: Hi, assert: [");
        text.append("{ contains: [] }, ".repeat(100_000)).append("] }\n");

        assertThat(mistakes("suite.yaml", text.toString())).hasSize(51).endsWith("and 99950 more.");
    }
}
