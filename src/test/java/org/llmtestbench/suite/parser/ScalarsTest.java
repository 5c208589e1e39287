package org.llmtestbench.suite.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.suite.Answers;
import org.llmtestbench.suite.Check;
import org.llmtestbench.suite.Suite;
import org.llmtestbench.suite.SuiteCase;

/** In every format, values without quotes keep the text of the file or are rejected. */
class ScalarsTest {
    private static final String TEXTS =
            "yes,no,Yes,NO,on,off,On,OFF,y,n,true,false,True,FALSE,007,0o7,0777,08,0x1F,0b11,1e3,1E3,12e03,1.10,1.0,"
                    + ".5,5.,+1,-0,1_000,1__0,12:30,12:30:45,190:20:30.15,2001-01-01,2001-12-14t21:59:43.10-05:00,"
                    + ".inf,.NaN,=,0,42,100000000000000000000,-2E+05,0.1000";

    private static Suite suite(String name, String text) {
        return SuiteFile.parse(
                name, text, SuiteFolder.none("a suite of a test can't read files."), target -> Optional.empty());
    }

    private static SuiteCase yaml(String test) {
        return suite("s.yaml", "targets: [{ provider: openai }]\ntests:\n- id: a\n" + test.indent(2))
                .cases()
                .get(0);
    }

    private static Check check(String yaml) {
        return yaml("prompt: Hi\nassert:\n- " + yaml).checks().get(0);
    }

    private static Boolean met(Check check, String answer) {
        return Answers.evaluate(check, Answers.response(answer), false).met();
    }

    private static String problem(String name, String text) {
        ProviderException exception = catchThrowableOfType(ProviderException.class, () -> suite(name, text));
        assertThat(exception).as("a problem in " + text).isNotNull();
        assertThat(exception.failure()).isEqualTo(Failure.CONFIGURATION);
        return exception.getMessage();
    }

    private static String problem(String yaml) {
        return problem("s.yaml", "targets: [{ provider: openai }]\ntests:\n- id: a\n" + yaml.indent(2));
    }

    private static List<String> texts() {
        return List.of(TEXTS.split(","));
    }

    @Test
    void a_check_on_the_text_compares_the_text_of_the_file() {
        for (String text : texts()) {
            for (String type : List.of("equals", "contains", "icontains", "starts-with")) {
                assertThat(met(check(type + ": " + text), text))
                        .as(type + ": " + text)
                        .isTrue();
                assertThat(met(check("not-" + type + ": " + text), text))
                        .as("not-" + type + ": " + text)
                        .isFalse();
            }
            assertThat(met(check("contains: {any: [zebra, " + text + "]}"), text))
                    .as("any " + text)
                    .isTrue();
            assertThat(met(check("contains:\n    all:\n    - " + text), text))
                    .as("all " + text)
                    .isTrue();
        }
    }

    @Test
    void a_variable_keeps_the_text_of_the_file() {
        for (String text : texts()) {
            SuiteCase suiteCase = yaml("prompt: 'Say {{v}}'\nvars: { v: " + text + " }\nassert: [{ equals: '{{v}}' }]");
            assertThat(suiteCase.id()).isEqualTo("a[v=" + text + "]");
            assertThat(suiteCase.prompt().prompt()).isEqualTo("Say " + text);
            assertThat(met(suiteCase.checks().get(0), text)).as(text).isTrue();
            assertThat(yaml("prompt: 'Say {{v}}'\nvars:\n  v:\n  - " + text + "\n  - other")
                            .prompt()
                            .prompt())
                    .isEqualTo("Say " + text);
        }
    }

    @Test
    void a_key_keeps_the_text_of_the_file() {
        SuiteCase suiteCase = yaml("prompt: '{{yes}} {{on}} {{null}}'\nvars: { yes: 1, on: 2, null: 3 }");
        assertThat(suiteCase.prompt().prompt()).isEqualTo("1 2 3");
        assertThat(met(check("json-path: {path: $.a, equals: {no: 1, off: 2}}"), "{\"a\": {\"no\": 1, \"off\": 2}}"))
                .isTrue();
        assertThat(problem("prompt: Hi\nvars: { 007: x }")).contains("tests[0].vars");
        assertThat(problem("prompt: Hi\nvars: { ~: x }")).contains("tests[0].vars");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "no", "on", "1_000", "2001-01-01", "12:30:45", "0o7"})
    void a_text_of_yaml_1_2_is_a_text_everywhere(String text) {
        SuiteCase suiteCase =
                yaml("prompt: " + text + "\nsystem: " + text + "\nstop: [" + text + "]\ntags: [" + text + "]");
        assertThat(suiteCase.prompt().prompt()).isEqualTo(text);
        assertThat(suiteCase.prompt().system()).isEqualTo(text);
        assertThat(suiteCase.prompt().stop()).containsExactly(text);
        assertThat(suiteCase.tags()).containsExactly(text);
        assertThat(met(check("regex: " + text), text)).isTrue();
        assertThat(met(check("json-path: {path: $.a, equals: " + text + "}"), "{\"a\": \"" + text + "\"}"))
                .isTrue();
        assertThat(met(check("is-json: {schema: {enum: [" + text + "]}}"), "\"" + text + "\""))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"007", "1e3", "true", "42", "~", "0x1F", ""})
    void a_number_in_place_of_a_prompt_must_be_quoted(String value) {
        assertThat(problem("prompt: " + value))
                .startsWith("s.yaml, line 4: tests[0].prompt: can't be used")
                .endsWith("Quote it if a text is meant: \"" + value + "\".");
        for (String check : List.of("regex", "llm-rubric", "model")) {
            assertThat(problem("prompt: Hi\nassert:\n- " + check + ": " + value))
                    .startsWith("s.yaml, line 6: tests[0].assert[0]." + check + ": can't be used")
                    .endsWith("Quote it if a text is meant: \"" + value + "\".");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"~", "null", "NULL", ""})
    void null_must_be_quoted_wherever_a_text_is_expected(String value) {
        String hint = "Quote it if a text is meant: \"" + value + "\".";
        for (String check : List.of("equals", "contains", "icontains", "starts-with", "not-equals")) {
            assertThat(problem("prompt: Hi\nassert:\n- " + check + ": " + value))
                    .endsWith(hint);
        }
        assertThat(problem("prompt: Hi\nassert:\n- contains:\n    any:\n    - a\n    - " + value))
                .endsWith(hint);
        assertThat(problem("prompt: Hi\nvars:\n  v: " + value)).endsWith(hint);
        assertThat(problem("prompt: Hi\nvars:\n  v:\n  - a\n  - " + value)).endsWith(hint);
        assertThat(problem("prompt: Hi\ntags:\n- " + value)).endsWith(hint);
    }

    @ParameterizedTest
    @CsvSource({
        "yes, stream",
        "on, stream",
        "1_000, max_tokens",
        "0o7, max_tokens",
        "12:30:45, repeat",
        "1_000, temperature"
    })
    void a_text_of_yaml_1_2_is_not_a_boolean_or_a_number(String value, String key) {
        assertThat(problem("prompt: Hi\n" + key + ": " + value))
                .startsWith("s.yaml, line 5: tests[0]." + key + ": can't be used: '" + value + "'.");
        assertThat(problem("prompt: Hi\nassert:\n- is-refusal: yes")).contains("is-refusal: can't be used");
        assertThat(problem("prompt: Hi\nassert:\n- json-path: {path: $.a, exists: no}"))
                .contains("json-path: can't be used");
    }

    @Test
    void numbers_and_booleans_follow_yaml_1_2() {
        SuiteCase suiteCase =
                yaml("prompt: Hi\nstream: False\nmax_tokens: 010\ntemperature: 1e-1\ntop_p: .5\nrepeat: 0x3");
        assertThat(suiteCase.prompt().stream()).isFalse();
        assertThat(suiteCase.prompt().maxTokens()).isEqualTo(10);
        assertThat(suiteCase.prompt().temperature()).isEqualTo(0.1);
        assertThat(suiteCase.prompt().topP()).isEqualTo(0.5);
        assertThat(suiteCase.repeat()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e1", "10.0", "1E+1"})
    void a_whole_number_can_be_written_with_an_exponent_or_a_point(String value) {
        SuiteCase suiteCase = yaml("prompt: Hi\nmax_tokens: " + value + "\nrepeat: " + value);
        assertThat(suiteCase.prompt().maxTokens()).isEqualTo(10);
        assertThat(suiteCase.repeat()).isEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1.0, 1", "1e3, 1000", "-0.5, -0.5", "true, true", "null, null", "'\"007\"', '\"007\"'"})
    void a_json_literal_is_compared_as_json(String yaml, String json) {
        assertThat(met(check("json-path: {path: $.a, equals: " + yaml + "}"), "{\"a\": " + json + "}"))
                .isTrue();
        assertThat(met(check("json-path: {path: $.a, any: [zebra, " + yaml + "]}"), "{\"a\": " + json + "}"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"007", "0x1F", "+1", ".5", "5.", "~", "Null", "True", "FALSE"})
    void a_literal_that_only_yaml_knows_must_be_quoted_where_json_is_compared(String value) {
        String message = "'" + value + "' is read as ";
        String hint = ". Write it as in JSON, or quote it if a text is meant.";
        for (String expectation : List.of(
                "equals: " + value,
                "any: [1, " + value + "]",
                "equals: {a: [" + value + "]}",
                "any: [{a: " + value + "}]")) {
            assertThat(problem("prompt: Hi\nassert:\n- json-path: {path: $.a, " + expectation + "}"))
                    .startsWith("s.yaml, line 6: tests[0].assert[0].json-path: ")
                    .contains(message)
                    .endsWith(hint);
        }
        assertThat(problem("prompt: Hi\nassert:\n- is-json: {schema: {enum: [" + value + "]}}"))
                .contains(message)
                .endsWith(hint);
    }

    @Test
    void json_numbers_keep_the_text_of_the_file() {
        for (String number : List.of("1e3", "1.10", "-0", "1E+2", "100000000000000000000", "true")) {
            SuiteCase suiteCase = suite("s.json", """
                    {"targets": [{"provider": "openai"}], "tests": [{"id": "a", "prompt": "{{v}}",
                     "vars": {"v": %1$s}, "assert": [{"equals": %1$s}, {"contains": {"any": [%1$s]}}]}]}
                    """.formatted(number)).cases().get(0);
            assertThat(suiteCase.prompt().prompt()).isEqualTo(number);
            assertThat(suiteCase.checks()).allMatch(check -> met(check, number));
        }
        assertThat(problem("s.json", """
                {"targets": [{"provider": "openai"}], "tests": [{"id": "a", "prompt": "x", "vars": {"v": null}}]}
                """)).endsWith("Quote it if a text is meant: \"null\".");
    }

    private static String toml(String value) {
        return """
                [[targets]]
                provider = "openai"
                [[tests]]
                id = "a"
                prompt = "{{v}}"
                vars = { v = %1$s }
                assert = [{ equals = %1$s }, { contains = { any = ["#", %1$s] } }] # 31
                """.formatted(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "-3", "1.10", "true", "2001-01-01", "12:30:45", "\"1_000\""})
    void toml_values_keep_the_text_of_the_file(String value) {
        SuiteCase suiteCase = suite("s.toml", toml(value)).cases().get(0);
        String text = value.replace("\"", "");
        assertThat(suiteCase.prompt().prompt()).isEqualTo(text);
        assertThat(suiteCase.checks()).allMatch(check -> met(check, text));
    }

    @ParameterizedTest
    @CsvSource({"0x1F, 31", "1_000, 1000", "+1, 1", "1e3, 1E+3", "0o7, 7"})
    void a_toml_number_must_be_quoted_if_its_text_is_lost(String value, String read) {
        String hint = "is read as the number " + read + ", but a text is expected. Quote it.";
        assertThat(problem("s.toml", toml(value)))
                .contains("line 6: tests[0].vars.v: " + hint)
                .contains("line 7: tests[0].assert[0].equals: " + hint)
                .contains("line 7: tests[0].assert[1].contains: " + hint);
    }

    @Test
    void toml_numbers_are_numbers_where_a_number_is_expected() {
        SuiteCase suiteCase = suite("s.toml", """
                defaults = { requests_per_minute = 1_000, max_retries = 0x1 }
                [[targets]]
                provider = "openai"
                [[tests]]
                id = "a"
                prompt = "Hi"
                max_tokens = 1_000
                assert = [{ json-path = { path = "$.a", equals = 1_000 } }]
                """).cases().get(0);
        assertThat(suiteCase.prompt().maxTokens()).isEqualTo(1000);
        assertThat(suiteCase.target().flags())
                .containsEntry("requests_per_minute", "1000")
                .containsEntry("max_retries", "1");
        assertThat(met(suiteCase.checks().get(0), "{\"a\": 1000}")).isTrue();
    }
}
