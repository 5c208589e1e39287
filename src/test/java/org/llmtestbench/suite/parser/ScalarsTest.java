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

/** Values without quotes are taken as they are written, in each language of suites, or refused. */
class ScalarsTest {
    private static final String TEXTS =
            "yes,no,Yes,NO,on,off,On,OFF,y,n,true,false,True,FALSE,007,0o7,0777,08,0x1F,0b11,1e3,1E3,12e03,1.10,1.0,"
                    + ".5,5.,+1,-0,1_000,1__0,12:30,12:30:45,190:20:30.15,2001-01-01,2001-12-14t21:59:43.10-05:00,"
                    + ".inf,.NaN,=,0,42,100000000000000000000,-2E+05,0.1000";

    private static Suite suite(String name, String text) {
        return SuiteFile.parse(
                name, text, SuiteFolder.none("a suite of a test has no files."), target -> Optional.empty());
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
        return Answers.look(check, Answers.response(answer), false).met();
    }

    private static String mistake(String name, String text) {
        ProviderException refusal = catchThrowableOfType(ProviderException.class, () -> suite(name, text));
        assertThat(refusal).as("a mistake in " + text).isNotNull();
        assertThat(refusal.failure()).isEqualTo(Failure.CONFIGURATION);
        return refusal.getMessage();
    }

    private static String mistake(String yaml) {
        return mistake("s.yaml", "targets: [{ provider: openai }]\ntests:\n- id: a\n" + yaml.indent(2));
    }

    private static List<String> texts() {
        return List.of(TEXTS.split(","));
    }

    @Test
    void a_check_on_the_text_compares_what_is_written() {
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
    void a_variable_is_what_is_written() {
        for (String text : texts()) {
            SuiteCase one = yaml("prompt: 'Say {{v}}'\nvars: { v: " + text + " }\nassert: [{ equals: '{{v}}' }]");
            assertThat(one.id()).isEqualTo("a[v=" + text + "]");
            assertThat(one.prompt().prompt()).isEqualTo("Say " + text);
            assertThat(met(one.checks().get(0), text)).as(text).isTrue();
            assertThat(yaml("prompt: 'Say {{v}}'\nvars:\n  v:\n  - " + text + "\n  - other")
                            .prompt()
                            .prompt())
                    .isEqualTo("Say " + text);
        }
    }

    @Test
    void a_key_is_what_is_written() {
        SuiteCase one = yaml("prompt: '{{yes}} {{on}} {{null}}'\nvars: { yes: 1, on: 2, null: 3 }");
        assertThat(one.prompt().prompt()).isEqualTo("1 2 3");
        assertThat(met(check("json-path: {path: $.a, equals: {no: 1, off: 2}}"), "{\"a\": {\"no\": 1, \"off\": 2}}"))
                .isTrue();
        assertThat(mistake("prompt: Hi\nvars: { 007: x }")).contains("tests[0].vars");
        assertThat(mistake("prompt: Hi\nvars: { ~: x }")).contains("tests[0].vars");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "no", "on", "1_000", "2001-01-01", "12:30:45", "0o7"})
    void what_yaml_1_2_takes_for_a_text_is_one_everywhere(String text) {
        SuiteCase one = yaml("prompt: " + text + "\nsystem: " + text + "\nstop: [" + text + "]\ntags: [" + text + "]");
        assertThat(one.prompt().prompt()).isEqualTo(text);
        assertThat(one.prompt().system()).isEqualTo(text);
        assertThat(one.prompt().stop()).containsExactly(text);
        assertThat(one.tags()).containsExactly(text);
        assertThat(met(check("regex: " + text), text)).isTrue();
        assertThat(met(check("json-path: {path: $.a, equals: " + text + "}"), "{\"a\": \"" + text + "\"}"))
                .isTrue();
        assertThat(met(check("is-json: {schema: {enum: [" + text + "]}}"), "\"" + text + "\""))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"007", "1e3", "true", "42", "~", "0x1F", ""})
    void a_number_in_the_place_of_a_prompt_is_to_be_quoted(String value) {
        assertThat(mistake("prompt: " + value))
                .startsWith("s.yaml, line 4: tests[0].prompt: can't be used")
                .endsWith("Quote it if a text is meant: \"" + value + "\".");
        for (String check : List.of("regex", "llm-rubric", "model")) {
            assertThat(mistake("prompt: Hi\nassert:\n- " + check + ": " + value))
                    .startsWith("s.yaml, line 6: tests[0].assert[0]." + check + ": can't be used")
                    .endsWith("Quote it if a text is meant: \"" + value + "\".");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"~", "null", "NULL", ""})
    void null_is_to_be_quoted_wherever_a_text_is_expected(String value) {
        String quoteIt = "Quote it if a text is meant: \"" + value + "\".";
        for (String check : List.of("equals", "contains", "icontains", "starts-with", "not-equals")) {
            assertThat(mistake("prompt: Hi\nassert:\n- " + check + ": " + value))
                    .endsWith(quoteIt);
        }
        assertThat(mistake("prompt: Hi\nassert:\n- contains:\n    any:\n    - a\n    - " + value))
                .endsWith(quoteIt);
        assertThat(mistake("prompt: Hi\nvars:\n  v: " + value)).endsWith(quoteIt);
        assertThat(mistake("prompt: Hi\nvars:\n  v:\n  - a\n  - " + value)).endsWith(quoteIt);
        assertThat(mistake("prompt: Hi\ntags:\n- " + value)).endsWith(quoteIt);
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
    void a_text_of_yaml_1_2_is_no_truth_and_no_number(String value, String key) {
        assertThat(mistake("prompt: Hi\n" + key + ": " + value))
                .startsWith("s.yaml, line 5: tests[0]." + key + ": can't be used: '" + value + "'.");
        assertThat(mistake("prompt: Hi\nassert:\n- is-refusal: yes")).contains("is-refusal: can't be used");
        assertThat(mistake("prompt: Hi\nassert:\n- json-path: {path: $.a, exists: no}"))
                .contains("json-path: can't be used");
    }

    @Test
    void numbers_and_truths_are_those_of_yaml_1_2() {
        SuiteCase one = yaml("prompt: Hi\nstream: False\nmax_tokens: 010\ntemperature: 1e-1\ntop_p: .5\nrepeat: 0x3");
        assertThat(one.prompt().stream()).isFalse();
        assertThat(one.prompt().maxTokens()).isEqualTo(10);
        assertThat(one.prompt().temperature()).isEqualTo(0.1);
        assertThat(one.prompt().topP()).isEqualTo(0.5);
        assertThat(one.repeat()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e1", "10.0", "1E+1"})
    void a_whole_number_is_one_however_it_is_written(String value) {
        SuiteCase one = yaml("prompt: Hi\nmax_tokens: " + value + "\nrepeat: " + value);
        assertThat(one.prompt().maxTokens()).isEqualTo(10);
        assertThat(one.repeat()).isEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1.0, 1", "1e3, 1000", "-0.5, -0.5", "true, true", "null, null", "'\"007\"', '\"007\"'"})
    void a_literal_of_json_is_compared_as_json(String yaml, String json) {
        assertThat(met(check("json-path: {path: $.a, equals: " + yaml + "}"), "{\"a\": " + json + "}"))
                .isTrue();
        assertThat(met(check("json-path: {path: $.a, any: [zebra, " + yaml + "]}"), "{\"a\": " + json + "}"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"007", "0x1F", "+1", ".5", "5.", "~", "Null", "True", "FALSE"})
    void what_only_yaml_takes_for_a_number_a_truth_or_null_is_to_be_quoted_where_json_is_compared(String value) {
        String says = "'" + value + "' is read as ";
        String quoteIt = ". Write it as JSON does, or quote it if a text is meant.";
        for (String want : List.of(
                "equals: " + value,
                "any: [1, " + value + "]",
                "equals: {a: [" + value + "]}",
                "any: [{a: " + value + "}]")) {
            assertThat(mistake("prompt: Hi\nassert:\n- json-path: {path: $.a, " + want + "}"))
                    .startsWith("s.yaml, line 6: tests[0].assert[0].json-path: ")
                    .contains(says)
                    .endsWith(quoteIt);
        }
        assertThat(mistake("prompt: Hi\nassert:\n- is-json: {schema: {enum: [" + value + "]}}"))
                .contains(says)
                .endsWith(quoteIt);
    }

    @Test
    void json_numbers_are_taken_as_they_are_written() {
        for (String number : List.of("1e3", "1.10", "-0", "1E+2", "100000000000000000000", "true")) {
            SuiteCase one = suite("s.json", """
                    {"targets": [{"provider": "openai"}], "tests": [{"id": "a", "prompt": "{{v}}",
                     "vars": {"v": %1$s}, "assert": [{"equals": %1$s}, {"contains": {"any": [%1$s]}}]}]}
                    """.formatted(number)).cases().get(0);
            assertThat(one.prompt().prompt()).isEqualTo(number);
            assertThat(one.checks()).allMatch(check -> met(check, number));
        }
        assertThat(mistake("s.json", """
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
    void toml_values_are_taken_as_they_are_written(String value) {
        SuiteCase one = suite("s.toml", toml(value)).cases().get(0);
        String text = value.replace("\"", "");
        assertThat(one.prompt().prompt()).isEqualTo(text);
        assertThat(one.checks()).allMatch(check -> met(check, text));
    }

    @ParameterizedTest
    @CsvSource({"0x1F, 31", "1_000, 1000", "+1, 1", "1e3, 1E+3", "0o7, 7"})
    void a_toml_number_that_is_written_in_another_way_is_to_be_quoted(String value, String read) {
        String quoteIt = "is read as " + read + ", and a text is taken as it is written. Quote it.";
        assertThat(mistake("s.toml", toml(value)))
                .contains("line 6: tests[0].vars.v: " + quoteIt)
                .contains("line 7: tests[0].assert[0].equals: " + quoteIt)
                .contains("line 7: tests[0].assert[1].contains: " + quoteIt);
    }

    @Test
    void toml_numbers_stay_numbers_where_a_number_is_expected() {
        SuiteCase one = suite("s.toml", """
                defaults = { requests_per_minute = 1_000, max_retries = 0x1 }
                [[targets]]
                provider = "openai"
                [[tests]]
                id = "a"
                prompt = "Hi"
                max_tokens = 1_000
                assert = [{ json-path = { path = "$.a", equals = 1_000 } }]
                """).cases().get(0);
        assertThat(one.prompt().maxTokens()).isEqualTo(1000);
        assertThat(one.target().flags())
                .containsEntry("requests_per_minute", "1000")
                .containsEntry("max_retries", "1");
        assertThat(met(one.checks().get(0), "{\"a\": 1000}")).isTrue();
    }
}
