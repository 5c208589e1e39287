package org.llmtestbench.suite.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.suite.Answers;
import org.llmtestbench.suite.Check;
import org.llmtestbench.suite.CheckOutcome;

/** A function in a JSON path works, or the file is rejected; a path that can never match is not accepted. */
class JsonPathFunctionsTest {
    private static final String ANSWER = """
            {"a": [3, 1, 2.5], "s": "héllo😀", "o": {"x": 1, "y": 2}, "e": [], "n": null, "b": true, "m": [1, "x"],
             "items": [{"name": "ab", "price": 1.5, "tags": ["p", "q"]}, {"name": "abc", "price": 2, "tags": []}]}""";

    private static Check check(String yaml) {
        String suite = "targets: [{ provider: openai }]\ntests:\n- id: a\n  prompt: Hi\n  assert:\n  - " + yaml + "\n";
        return SuiteFile.parse(
                        "s.yaml",
                        suite,
                        SuiteFolder.none("a suite of a test can't read files."),
                        target -> java.util.Optional.empty())
                .cases()
                .get(0)
                .checks()
                .get(0);
    }

    private static Boolean met(String path, String expectation) {
        return met("json-path", path, expectation);
    }

    private static Boolean met(String type, String path, String expectation) {
        return outcome(type + ": { path: \"" + path + "\", " + expectation + " }")
                .met();
    }

    private static CheckOutcome outcome(String yaml) {
        return Answers.evaluate(check(yaml), Answers.response(ANSWER), false);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            $.a.length()            | 3
            $.a.size()              | 3
            $.e.length()            | 0
            $.s.length()            | 6
            $.o.length()            | 2
            $.length()              | 8
            $['a'].length()         | 3
            $.a.length( )           | 3
            $.o.keys()              | [x, y]
            $.a.min()               | 1
            $.a.max()               | 3
            $.a.sum()               | 6.5
            $.e.sum()               | 0
            $.o.*.sum()             | 3
            $.o.*.avg()             | 1.5
            $.items.length()        | 2
            $.items[*].price.sum()  | 3.5
            $..price.max()          | 2
            $.items[?(@.name == 'ab')].tags.length() | 2
            $.items[0].tags.length() | 2
            """)
    void a_function_at_the_end_of_a_path_is_applied(String path, String value) {
        assertThat(met(path, "equals: " + value)).isTrue();
        assertThat(met(path, "exists: true")).isTrue();
        assertThat(met(path, "exists: false")).isFalse();
        assertThat(met(path, "equals: 77")).isFalse();
        assertThat(met("not-json-path", path, "equals: 77")).isTrue();
    }

    @Test
    void one_matching_length_of_several_is_enough() {
        assertThat(met("$.items[*].tags.length()", "equals: 0")).isTrue();
        assertThat(met("$.items[*].name.length()", "any: [9, 3]")).isTrue();
        assertThat(met("$.items[*].name.length()", "equals: 4")).isFalse();
    }

    @Test
    void a_function_of_a_missing_value_finds_nothing() {
        assertThat(met("$.zebra.length()", "exists: false")).isTrue();
        assertThat(met("$.zebra.length()", "exists: true")).isFalse();
        assertThat(met("$.zebra[*].sum()", "equals: 0")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$.b.length()",
                "$.n.length()",
                "$.a.keys()",
                "$.s.sum()",
                "$.m.sum()",
                "$.e.min()",
                "$.e.avg()",
                "$.a[0].length()"
            })
    void an_undefined_function_fails_a_check_and_its_opposite(String path) {
        for (String expectation : new String[] {"exists: false", "exists: true", "equals: 1", "regex: '.'"}) {
            assertThat(met(path, expectation)).as(expectation).isNull();
            assertThat(met("not-json-path", path, expectation))
                    .as("not " + expectation)
                    .isNull();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            $.a.foo()                         | unknown function 'foo'.
            $.a.lenght()                      | Did you mean 'length'?
            $.a.LENGTH()                      | unknown function 'LENGTH'.
            $.a.stddev()                      | Known: length, size, keys, min, max, sum, avg.
            $.a.first()                       | unknown function 'first'.
            $.a.append(4)                     | 'append(' is not supported here in a path.
            $.a.index(1)                      | 'index(' is not supported here in a path.
            $.sum($.a)                        | 'sum(' is not supported here in a path.
            sum($.a)                          | 'sum(' is not supported here in a path.
            $.items.length().x                | 'length(' is not supported here in a path.
            $.o.keys()[0]                     | 'keys(' is not supported here in a path.
            $.items[?(@.name.length() > 2)]   | 'length(' is not supported here in a path.
            $.items[?(@.name.foo() > 2)]      | 'foo(' is not supported here in a path.
            $.items[?(length(@.name) > 2)]    | 'length(' is not supported here in a path.
            $.items[?(@.name matches 'a')]    | 'matches' is not supported in a filter.
            $.items[?(@.name type 'string')]  | 'type' is not supported in a filter.
            $.items[?(@.name EXISTS true)]    | 'EXISTS' is not supported in a filter.
            $.a[0:3:2]                        | a step such as [0:9:2] is not supported in a path.
            $.a[                              | is not a JSON path: its brackets do not match
            $.a]                              | is not a JSON path: its brackets do not match
            $.a)                              | is not a JSON path: its brackets do not match
            $.o.*~                            | is not a JSON path: its brackets do not match, or it contains '~'.
            $..length()                       | is not a JSON path
            """)
    void a_path_that_can_never_match_is_rejected_with_file_and_line(String path, String message) {
        ProviderException exception = catchThrowableOfType(
                ProviderException.class, () -> check("json-path: { path: \"" + path + "\", exists: false }"));
        assertThat(exception).as("a problem in " + path).isNotNull();
        assertThat(exception.failure()).isEqualTo(Failure.CONFIGURATION);
        assertThat(exception.getMessage())
                .startsWith("s.yaml, line 6: tests[0].assert[0].json-path: ")
                .contains(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$['length()']",
                "$['a(b)']",
                "$['x]']",
                "$['~']",
                "$.items[?(@.name == 'x.length()')]",
                "$.items[?(@.name == 'a type b')]",
                "$.items[?(@.name == ')')]"
            })
    void a_text_in_a_path_is_not_a_function(String path) {
        assertThat(met(path, "exists: false")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$.items[?(@.name == 'ab' && (@.price > 1))]",
                "$.items[?(!(@.zebra))]",
                "$.items[?(@.tags size 2)]",
                "$.items[?(@.name in ['ab', 'zz'])]",
                "$.items[?(@['name'] == 'ab')]",
                "$.a[0:2]",
                "$.a[-1]",
                "$..price"
            })
    void other_filters_and_slices_work(String path) {
        assertThat(met(path, "exists: true")).isTrue();
        assertThat(met(path, "exists: false")).isFalse();
    }

    @Test
    void a_number_that_is_too_large_equals_no_value() {
        String yaml = "json-path: { path: $.a, equals: 1 }";
        assertThat(Answers.evaluate(check(yaml), Answers.response("{\"a\": 1e999}"), false)
                        .met())
                .isFalse();
        String sum = "json-path: { path: $.a.sum(), exists: true }";
        assertThat(Answers.evaluate(check(sum), Answers.response("{\"a\": [1e999, 1]}"), false)
                        .met())
                .isNull();
    }

    @Test
    void a_message_names_the_function() {
        assertThat(outcome("json-path: { path: $.a.length(), equals: 2 }").message())
                .isEqualTo("looked for 2 at $['a'].length(), found 3");
        assertThat(outcome("json-path: { path: $.b.length(), equals: 2 }").message())
                .isEqualTo("$['b'].length() is not defined for true");
    }
}
