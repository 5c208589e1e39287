package org.llmtestbench.suite.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmtestbench.provider.CompletionResponse;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.suite.Answers;
import org.llmtestbench.suite.Check;
import org.llmtestbench.suite.CheckOutcome;

class ChecksTest {
    private static Check check(String yaml) {
        String suite =
                "targets: [{ provider: openai }]\ntests:\n- id: a\n  prompt: Hi\n  assert:\n  - { " + yaml + " }\n";
        return SuiteFile.parse(
                        "s.yaml",
                        suite,
                        SuiteFolder.none("a built-in suite can't read files."),
                        target -> Optional.empty())
                .cases()
                .get(0)
                .checks()
                .get(0);
    }

    private static CheckOutcome evaluate(String yaml, String answer) {
        return Answers.evaluate(check(yaml), Answers.response(answer), false);
    }

    private static String problem(String yaml) {
        ProviderException exception = catchThrowableOfType(ProviderException.class, () -> check(yaml));
        assertThat(exception).as("a problem in " + yaml).isNotNull();
        return exception.getMessage();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            contains: Paris                        | It is Paris.          | It is paris.
            contains: 42                           | It is 42.             | It is 24.
            'contains: {any: [a, b]}'              | only b                | neither
            'contains: {all: [x, y]}'              | x and y               | just x
            icontains: PARIS                       | It is paris.          | It is Rome.
            'icontains: {all: [X, y]}'             | x and Y               | just x
            equals: OK                             | ' OK '                | OK.
            starts-with: Dear                      | ' Dear you'           | My dear
            regex: '[0-9]{3}'                      | in 123 days           | in 12 days
            is-json: true                          | '{"a": 1}'            | 'Here: {"a": 1}'
            is-json: true                          | '[1]'                 | '{"a": 1} and more'
            'is-json: {schema: {type: object, required: [a]}}' | '{"a": 1}' | '{"b": 1}'
            'is-json: {schema: {properties: {a: {pattern: "^x+$"}}}}' | '{"a": "xx"}' | '{"a": "xy"}'
            'json-path: {path: $.a, equals: 1}'    | '{"a": 1.0}'          | '{"a": 2}'
            'json-path: {path: $.a, equals: x}'    | '{"a": "x"}'          | '{"a": ["x"]}'
            'json-path: {path: $.a, any: [x, y]}'  | '{"a": "y"}'          | '{"a": "z"}'
            'json-path: {path: "$.a[*].b", equals: 2}' | '{"a": [{"b": 1}, {"b": 2}]}' | '{"a": [{"b": 1}]}'
            'json-path: {path: $.a, regex: "^x"}'  | '{"a": "xy"}'         | '{"a": "yx"}'
            'json-path: {path: $.a, exists: true}' | '{"a": null}'         | '{"b": 1}'
            'json-path: {path: $.a, exists: false}' | '{"b": 1}'           | '{"a": 1}'
            'length: {words: {max: 2}}'            | two words             | three little words
            'length: {chars: {min: 2, max: 3}}'    | abc                   | abcd
            'length: {lines: {max: 1}, words: {min: 2}}' | one line        | line
            not-contains: secret                   | nothing               | a secret
            not-is-json: true                      | prose                 | '{}'
            """)
    void checks_on_the_text(String yaml, String good, String bad) {
        assertThat(evaluate(yaml, good)).extracting(CheckOutcome::met).as(good).isEqualTo(true);
        assertThat(evaluate(yaml, bad)).extracting(CheckOutcome::met).as(bad).isEqualTo(false);
    }

    @Test
    void lines_are_counted() {
        assertThat(evaluate("length: {lines: {max: 2}}", "a\nb\n").met()).isTrue();
        assertThat(evaluate("length: {lines: {max: 2}}", "a\n\nb").met()).isFalse();
        assertThat(evaluate("length: {words: {max: 2}}", "a b c").message()).isEqualTo("3 words, expected at most 2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            finish-reason: stop                    | finish-reason: length
            'finish-reason: [length, stop]'        | not-finish-reason: stop
            is-refusal: false                      | is-refusal: true
            not-is-refusal: true                   | not-is-refusal: false
            'latency: {max: 1s}'                   | 'latency: {max: 999ms}'
            'latency: {min: 500ms, max: 2s}'       | 'not-latency: {max: 2s}'
            'ttft: {max: 400ms}'                   | 'ttft: {min: 1s}'
            'tokens-per-second: {min: 18}'         | 'tokens-per-second: {min: 19}'
            'tokens: {max: 12}'                    | 'tokens: {max: 11}'
            'cost: {max: 0.002}'                   | 'cost: {max: 0.001}'
            model: m-2026                          | model: m
            'model: {regex: "m-.*"}'               | 'model: {regex: "m"}'
            """)
    void checks_on_the_numbers(String good, String bad) {
        assertThat(evaluate(good, "Hello").met()).isTrue();
        assertThat(evaluate(bad, "Hello").met()).isFalse();
    }

    @Test
    void a_refusal_is_distinguished_from_an_answer() {
        CompletionResponse refusal = Answers.response("I can't.");
        assertThat(Answers.evaluate(check("is-refusal: true"), refusal, true).met())
                .isTrue();
        assertThat(Answers.evaluate(check("not-is-refusal: true"), refusal, true)
                        .met())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            'contains: {some: [a]}'                | contains: can't be used. Expected: Text to find in the answer
            'contains: []'                         | contains: can't be used
            'icontains: {any: []}'                 | icontains: can't be used
            'equals: [a]'                          | equals: can't be used
            'equals: "{{unknown}}"'                  | {{unknown}}: the test has no variable of this name.
            'starts-with: {a: b}'                  | starts-with: can't be used
            'regex: "(a"'                          | regex: not a valid RE2 regular expression
            'regex: "(a)\\\\1"'                    | RE2 does not support look-around and back-references.
            'is-json: yes please'                  | is-json: can't be used
            'is-json: {schema: none.json}'         | is-json: a built-in suite can't read files.
            'is-json: {schema: {type: objekt}}'    | is-json: the schema can't be used
            'is-json: {schema: {$ref: "https://example.com/s.json"}}' | only references within the schema
            'is-json: {schema: {pattern: "(?=a)"}}' | is-json: a pattern in the schema can't be used
            'json-path: {path: "$..[", exists: true}' | json-path: '$..[' is not a JSON path.
            'json-path: {path: $.a}'               | json-path: can't be used. Expected: The value at a path
            'json-path: {path: "$[?(@.a", exists: true}' | json-path: '$[?(@.a' is not a JSON path
            'json-path: {path: "$[?(@.a =~ /x/)]", exists: true}' | json-path: '=~' is not supported
            'json-path: {path: $.a, equals: 1, any: [2]}' | json-path: can't be used
            'length: {pages: {max: 1}}'            | length: can't be used. Expected: Length of the answer
            'length: {words: {min: 3, max: 2}}'    | length: min 3 is above max 2.
            'finish-reason: done'                  | finish-reason: can't be used. Expected: Why the model stopped
            'is-refusal: maybe'                    | is-refusal: can't be used
            'latency: 10s'                         | latency: can't be used
            'latency: {max: fast}'                 | latency: can't be used
            'ttft: {max: 3}'                       | ttft: can't be used
            'tokens-per-second: {min: many}'       | tokens-per-second: can't be used
            'tokens: {max: -1}'                    | tokens: can't be used
            'cost: {}'                             | cost: can't be used
            'model: {regex: "["}'                  | model: not a valid RE2 regular expression
            'llm-rubric: polite'                   | llm-rubric: the suite has no judge.
            'not-latency: soon'                    | not-latency: can't be used. Expected: Time to the end
            'nonsense: 1'                          | nonsense: unknown key.
            """)
    void an_invalid_check_is_reported_with_its_place(String yaml, String message) {
        assertThat(problem(yaml))
                .startsWith("s.yaml, line 6: tests[0].assert[0]")
                .contains(message);
    }

    @Test
    void an_unknown_value_fails_a_check_and_its_opposite() {
        CompletionResponse response = Answers.response("x");
        CompletionResponse withoutDetails = new CompletionResponse(
                response.id(),
                response.model(),
                null,
                response.content(),
                "",
                null,
                null,
                response.usage(),
                null,
                null,
                List.of(),
                List.of());
        for (String yaml : List.of(
                "ttft: {max: 1s}",
                "latency: {max: 1s}",
                "cost: {max: 1}",
                "tokens-per-second: {min: 1}",
                "model: m",
                "finish-reason: stop")) {
            assertThat(Answers.evaluate(check(yaml), withoutDetails, false).met())
                    .as(yaml)
                    .isNull();
            assertThat(Answers.evaluate(check("not-" + yaml), withoutDetails, false)
                            .met())
                    .as("not-" + yaml)
                    .isNull();
        }
        assertThat(evaluate("json-path: {path: $.a, exists: false}", "prose").met())
                .isNull();
    }

    @Test
    void patterns_do_not_backtrack() {
        String answer = "a".repeat(50_000) + "!";
        assertThat(Duration.ofNanos(time(() -> {
                    assertThat(evaluate("regex: '^(a+)+$'", answer).met()).isFalse();
                    assertThat(evaluate("is-json: {schema: {pattern: '^(a+)+$'}}", '"' + answer + '"')
                                    .met())
                            .isFalse();
                })))
                .isLessThan(Duration.ofSeconds(10));
    }

    private static long time(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return System.nanoTime() - start;
    }

    @Test
    void messages_are_readable() {
        assertThat(evaluate("is-json: {schema: {type: array}}", "{}").message())
                .isEqualTo("the JSON does not match the schema: object found, array expected");
        assertThat(evaluate("json-path: {path: $.a, equals: y}", "{\"a\": \"x\"}")
                        .message())
                .isEqualTo("looked for \"y\" at $['a'], found \"x\"");
        assertThat(evaluate("length: {lines: {min: 2}}", "x").message()).isEqualTo("1 line, expected at least 2");
    }

    @Test
    void a_recursive_schema_does_not_loop_forever() {
        assertThat(evaluate("is-json: {schema: {$ref: '#'}}", "{}").met()).isFalse();
    }
}
