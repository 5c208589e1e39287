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
    private static final String TARGETS = "targets: [{ provider: openai }]\n";
    private static final TargetValidator ONLY_OPENAI =
            target -> target.provider().equals("openai")
                    ? Optional.empty()
                    : Optional.of("Unknown provider '" + target.provider() + "'.");

    @TempDir
    private Path folder;

    private Suite suite(String name, String text) {
        return suite(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private Suite suite(String name, byte[] bytes) {
        try {
            return SuiteFile.read(Files.write(folder.resolve(name), bytes).toString(), ONLY_OPENAI);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private List<String> problems(String name, String text) {
        return problems(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> problems(String name, byte[] bytes) {
        ProviderException exception = catchThrowableOfType(ProviderException.class, () -> suite(name, bytes));
        assertThat(exception).as("exception").isNotNull();
        assertThat(exception.failure()).isEqualTo(Failure.CONFIGURATION);
        return exception
                .getMessage()
                .lines()
                .map(line -> line.replace(folder + "/", ""))
                .toList();
    }

    private List<String> problems(String yaml) {
        return problems("s.yaml", yaml);
    }

    @Test
    void a_suite_has_a_case_for_each_target_and_value() {
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
                .extracting(suiteCase -> suiteCase.target().id() + " " + suiteCase.id())
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
        assertThat(suite.cases())
                .extracting(suiteCase -> suiteCase.prompt().maxTokens())
                .containsExactly(64, 64, 8, 8, 4);
        assertThat(suite.cases())
                .extracting(suiteCase -> suiteCase.prompt().stream())
                .containsExactly(false, false, false, false, true);
        assertThat(first.repeat()).isEqualTo(3);
        assertThat(first.minPass()).isEqualTo(2);
        assertThat(first.tags()).containsExactly("smoke");
    }

    @Test
    void toml_and_json_give_the_same_suite() {
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
    void all_problems_are_reported_together_with_line_and_suggestion() {
        assertThat(problems("""
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
                        "s.yaml, line 2: defaults.temperature: can't be used: '3'. Sampling temperature: a number"
                                + " from 0 to 2.",
                        "s.yaml, line 4: targets[0].provider: Unknown provider 'opnai'.",
                        "s.yaml, line 5: targets[1].id: 'a' is already the id of the target in line 4. Choose another"
                                + " id.",
                        "s.yaml, line 8: tests[0].prompt: {{nmae}}: the test has no variable of this name. Did you mean"
                                + " 'name'?",
                        "s.yaml, line 10: tests[0].targets[1]: unknown target 'c'. Did you mean 'a'?",
                        "s.yaml, line 11: tests[0].timeout: is not allowed here: limits apply to all calls of an"
                                + " endpoint. Set it in defaults or in a target.",
                        "s.yaml, line 13: tests[0].assert[0].incontains: unknown key. Did you mean 'icontains'?",
                        "s.yaml, line 14: tests[0].assert[1].ttft: can't be used. Expected: Time to the first token"
                                + " of a streamed answer: min, max or both, such as {max: 3s}.",
                        "s.yaml, line 15: tests[0].assert[2].regex: not a valid RE2 regular expression: error parsing"
                                + " regexp: invalid or unsupported Perl syntax: `(?=`. RE2 does not support"
                                + " look-around and back-references.",
                        "s.yaml, line 16: tests[0].assert[3].latency: can't be used. Expected: Time to the end of the"
                                + " answer: min, max or both, such as {max: 10s}.",
                        "s.yaml, line 17: tests[1].id: 'one' is already the id of the test in line 7. Choose another"
                                + " id.",
                        "s.yaml, line 18: tests[1].prompt: can't be used: ' '. The prompt: a text, or file://PATH of"
                                + " a file in the suite's folder; {{name}} is replaced by a value of vars.",
                        "s.yaml, line 19: tests[1].min_pass: can't be greater than repeat, which is 1.",
                        "s.yaml, line 20: tests[2].id: is missing. Id of the test in reports: letters, digits and . _"
                                + " : / -.",
                        "s.yaml, line 20: tests[2].prompt: is missing. The prompt: a text, or file://PATH of a file"
                                + " in the suite's folder; {{name}} is replaced by a value of vars.",
                        "s.yaml, line 20: tests[2].assert[0]: has several checks. Write each check as a separate"
                                + " element of the list.");
    }

    @Test
    void problems_in_toml_have_line_numbers() {
        assertThat(problems("s.toml", """
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
                        "s.toml, line 8: tests[0].repeat: can't be used: '0'. How often each case is run: a whole"
                                + " number from 1 to 1000; default: 1.");
    }

    @Test
    void a_syntax_error_is_reported_with_its_line() {
        assertThat(problems("a: [1\nb: 2")).singleElement().asString().startsWith("s.yaml, line 2, column ");
        assertThat(problems("a:\n\tb: 1"))
                .containsExactly("s.yaml, line 2, column 1: not YAML: tabs can't be used for indentation. Indent with"
                        + " spaces.");
        assertThat(problems("a: 1\nb: 2\na: 3"))
                .containsExactly("s.yaml, line 3: duplicate key a, first used in line 1.");
        assertThat(problems("a: 1\n---\nb: 2"))
                .containsExactly("s.yaml, line 3: a second document begins here. A file can have only one suite.");
        assertThat(problems("just text")).singleElement().asString().startsWith("s.yaml, line 1: suite: can't be used");
        assertThat(problems(" \n")).containsExactly("s.yaml is empty.");
        assertThat(problems("# nothing\n")).containsExactly("s.yaml is empty.");
        assertThat(problems("s.json", "{\"a\": 1,}"))
                .singleElement()
                .asString()
                .startsWith("s.json, line 1, column 9: not JSON: ");
        assertThat(problems("s.txt", "a")).containsExactly("s.txt is not a suite: its file extension is unknown.");
    }

    @Test
    void half_a_surrogate_pair_is_reported_with_its_place_in_every_format() {
        String message = " contains an unpaired surrogate (\\uD83D at position 3). Write the whole character.";
        assertThat(problems(TARGETS + "tests:\n  - id: a\n    prompt: \"Hi\\uD83D\""))
                .containsExactly("s.yaml, line 4: tests[0].prompt" + message);
        assertThat(problems("s.json", "{\"tests\":\n [{\"prompt\":\n \"Hi\\uD83D\"}]}"))
                .containsExactly("s.json, line 2: tests[0].prompt" + message);
        assertThat(problems(TARGETS + "tests:\n  - id: a\n    prompt: '{{x}}'\n    vars: { x: [1, \"Hi\\uD83D\"] }"))
                .containsExactly("s.yaml, line 5: tests[0].vars.x[1]" + message);
        assertThat(problems(TARGETS + "tests:\n  - id: a\n    prompt: Hi\n    \"Hi\\uD83D\": 1"))
                .containsExactly("s.yaml, line 5: a key" + message);
        assertThat(problems("s.toml", "name = \"Hi\\uD83D\""))
                .singleElement()
                .asString()
                .startsWith("s.toml, line 1");
    }

    @Test
    void a_whole_surrogate_pair_is_one_character() {
        Suite suite = suite("s.yaml", TARGETS + "tests: [{ id: a, prompt: \"Hi\\uD83D\\uDE00\" }]");
        assertThat(suite.cases().get(0).prompt().prompt()).isEqualTo("Hi😀");
    }

    @Test
    void yaml_aliases_are_rejected() {
        StringBuilder yaml = new StringBuilder("a: &a [x, x]\n");
        for (char c = 'b'; c < 'k'; c++) {
            yaml.append(c + ": &" + c + " [*" + (char) (c - 1) + ", *" + (char) (c - 1) + "]\n");
        }
        assertThat(problems(yaml.toString()))
                .containsExactly("s.yaml, line 2: aliases (*a) are not supported. Write the value in full.");
    }

    @Test
    void depth_size_and_encoding_are_limited() {
        assertThat(problems("a: " + "[".repeat(60) + "]".repeat(60)))
                .singleElement()
                .asString()
                .contains("nest");
        assertThat(problems("a: " + "x".repeat(9 << 20)))
                .singleElement()
                .asString()
                .endsWith("is larger than 8 MB.");
        assertThat(problems("s.yaml", new byte[] {'a', ':', ' ', (byte) 0xE9}))
                .containsExactly("s.yaml, line 1: not UTF-8. Save the file as UTF-8.");
        assertThat(problems(TARGETS + "tests: [{ id: a, prompt: '{{x}}{{y}}{{z}}', vars: {" + "x: [" + "1,".repeat(100)
                        + "2], y: [" + "1,".repeat(100) + "2], z: [1, 2] } }]"))
                .singleElement()
                .asString()
                .contains("tests[0].vars: makes more than 10000 cases");
    }

    @Test
    void files_outside_the_suites_folder_are_rejected() throws IOException {
        Path inside = Files.createDirectories(folder.resolve("suites"));
        Files.writeString(folder.resolve("secret.txt"), "secret");
        Files.createSymbolicLink(inside.resolve("link.txt"), folder.resolve("secret.txt"));
        Files.writeString(inside.resolve("prompt.txt"), "Hello {{name}}");

        for (String name : List.of("../secret.txt", "link.txt", folder + "/secret.txt")) {
            assertThat(problems("suites/s.yaml", TARGETS + "tests: [{ id: a, prompt: 'file://" + name + "' }]"))
                    .singleElement()
                    .asString()
                    .contains("tests[0].prompt")
                    .endsWith("is not in the suite's folder. Move the file there.");
        }
        assertThat(problems("suites/s.yaml", TARGETS + "tests: [{ id: a, prompt: 'file://none.txt' }]"))
                .containsExactly("suites/s.yaml, line 2: tests[0].prompt: 'none.txt' does not exist.");
        String yaml = TARGETS + "tests: [{ id: a, prompt: 'file://prompt.txt', vars: {name: you} }]";
        assertThat(suite("suites/s.yaml", yaml).cases())
                .singleElement()
                .satisfies(suiteCase -> assertThat(suiteCase.prompt().prompt()).isEqualTo("Hello you"));
    }

    @Test
    void a_name_without_a_file_is_a_built_in_suite() {
        assertThat(SuiteFile.BUILT_IN).allSatisfy(name -> {
            Suite suite = SuiteFile.read(name, target -> Optional.empty());
            assertThat(suite.name()).isEqualTo(name);
            assertThat(suite.cases()).isNotEmpty();
        });
        ProviderException unknown =
                catchThrowableOfType(ProviderException.class, () -> SuiteFile.read("opnai", ONLY_OPENAI));
        assertThat(unknown).hasMessage("There is no file and no built-in suite 'opnai'. Did you mean 'openai'?");
    }

    /** Only an implementation with quadratic time exceeds the timeout. */
    @Test
    @Timeout(60)
    void a_hundred_thousand_problems_are_collected_in_linear_time() {
        StringBuilder text = new StringBuilder(TARGETS + "tests:\n  - { id: a, prompt: Hi, assert: [");
        text.append("{ contains: [] }, ".repeat(100_000)).append("] }\n");

        assertThat(problems("suite.yaml", text.toString())).hasSize(51).endsWith("and 99950 more.");
    }
}
