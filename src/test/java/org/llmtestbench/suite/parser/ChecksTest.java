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
                        "s.yaml", suite, SuiteFolder.none("a built-in suite has no files."), target -> Optional.empty())
                .cases()
                .get(0)
                .checks()
                .get(0);
    }

    private static CheckOutcome find(String yaml, String answer) {
        return Answers.look(check(yaml), Answers.response(answer), false);
    }

    private static String mistake(String yaml) {
        ProviderException refusal = catchThrowableOfType(ProviderException.class, () -> check(yaml));
        assertThat(refusal).as("a mistake in " + yaml).isNotNull();
        return refusal.getMessage();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            contains: Paris                        | It is Paris.          | It is paris.
            contains: 42                           | It is 42.             | It is 24.
            'contains: {any: [a, b]}'              | only b                | neither
            'contains: {all: [x, y]}'              | x and y               | x alone
            icontains: PARIS                       | It is paris.          | It is Rome.
            'icontains: {all: [X, y]}'             | x and Y               | x alone
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
        assertThat(find(yaml, good)).extracting(CheckOutcome::met).as(good).isEqualTo(true);
        assertThat(find(yaml, bad)).extracting(CheckOutcome::met).as(bad).isEqualTo(false);
    }

    @Test
    void lines_are_counted() {
        assertThat(find("length: {lines: {max: 2}}", "a\nb\n").met()).isTrue();
        assertThat(find("length: {lines: {max: 2}}", "a\n\nb").met()).isFalse();
        assertThat(find("length: {words: {max: 2}}", "a b c").seen()).isEqualTo("3 words, wanted at most 2");
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
        assertThat(find(good, "Hello").met()).isTrue();
        assertThat(find(bad, "Hello").met()).isFalse();
    }

    @Test
    void a_refusal_is_told_from_an_answer() {
        CompletionResponse refusal = Answers.response("I can't.");
        assertThat(Answers.look(check("is-refusal: true"), refusal, true).met()).isTrue();
        assertThat(Answers.look(check("not-is-refusal: true"), refusal, true).met())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            'contains: {some: [a]}'                | contains: can't be used. Takes: A text in the answer
            'contains: []'                         | contains: can't be used
            'icontains: {any: []}'                 | icontains: can't be used
            'equals: [a]'                          | equals: can't be used
            'equals: "{{nobody}}"'                   | {{nobody}}: no variable of the test has this name.
            'starts-with: {a: b}'                  | starts-with: can't be used
            'regex: "(a"'                          | regex: not a regular expression of RE2
            'regex: "(a)\\\\1"'                    | Look-arounds and back-references are not known
            'is-json: yes please'                  | is-json: can't be used
            'is-json: {schema: none.json}'         | is-json: a built-in suite has no files.
            'is-json: {schema: {type: objekt}}'    | is-json: the schema can't be used
            'is-json: {schema: {$ref: "https://example.com/s.json"}}' | only references within it
            'is-json: {schema: {pattern: "(?=a)"}}' | is-json: a pattern in the schema can't be used
            'json-path: {path: "$..[", exists: true}' | json-path: '$..[' is not a JSON path.
            'json-path: {path: $.a}'               | json-path: can't be used. Takes: What stands at a path
            'json-path: {path: "$[?(@.a", exists: true}' | json-path: '$[?(@.a' is not a JSON path
            'json-path: {path: "$[?(@.a =~ /x/)]", exists: true}' | json-path: '=~' is not supported
            'json-path: {path: $.a, equals: 1, any: [2]}' | json-path: can't be used
            'length: {pages: {max: 1}}'            | length: can't be used. Takes: How long the answer is
            'length: {words: {min: 3, max: 2}}'    | length: min 3 is above max 2.
            'finish-reason: done'                  | finish-reason: can't be used. Takes: Why the model stopped
            'is-refusal: maybe'                    | is-refusal: can't be used
            'latency: 10s'                         | latency: can't be used
            'latency: {max: fast}'                 | latency: can't be used
            'ttft: {max: 3}'                       | ttft: can't be used
            'tokens-per-second: {min: many}'       | tokens-per-second: can't be used
            'tokens: {max: -1}'                    | tokens: can't be used
            'cost: {}'                             | cost: can't be used
            'model: {regex: "["}'                  | model: not a regular expression of RE2
            'llm-rubric: polite'                   | llm-rubric: the suite names no judge
            'not-latency: soon'                    | not-latency: can't be used. Takes: Time to the end
            'nonsense: 1'                          | nonsense: unknown key.
            """)
    void nonsense_is_told_with_its_place(String yaml, String message) {
        assertThat(mistake(yaml))
                .startsWith("s.yaml, line 6: tests[0].assert[0]")
                .contains(message);
    }

    @Test
    void what_can_not_be_told_meets_neither_a_check_nor_its_opposite() {
        CompletionResponse r = Answers.response("x");
        CompletionResponse whole = new CompletionResponse(
                r.id(), r.model(), null, r.content(), "", null, null, r.usage(), null, null, List.of(), List.of());
        for (String yaml : List.of(
                "ttft: {max: 1s}",
                "latency: {max: 1s}",
                "cost: {max: 1}",
                "tokens-per-second: {min: 1}",
                "model: m",
                "finish-reason: stop")) {
            assertThat(Answers.look(check(yaml), whole, false).met()).as(yaml).isNull();
            assertThat(Answers.look(check("not-" + yaml), whole, false).met())
                    .as("not-" + yaml)
                    .isNull();
        }
        assertThat(find("json-path: {path: $.a, exists: false}", "prose").met()).isNull();
    }

    @Test
    void no_pattern_backtracks() {
        String evil = "a".repeat(50_000) + "!";
        assertThat(Duration.ofNanos(time(() -> {
                    assertThat(find("regex: '^(a+)+$'", evil).met()).isFalse();
                    assertThat(find("is-json: {schema: {pattern: '^(a+)+$'}}", '"' + evil + '"')
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
    void a_message_reads_as_a_sentence() {
        assertThat(find("is-json: {schema: {type: array}}", "{}").seen())
                .isEqualTo("the JSON is not as the schema wants it: object found, array expected");
        assertThat(find("json-path: {path: $.a, equals: y}", "{\"a\": \"x\"}").seen())
                .isEqualTo("looked for \"y\" at $['a'], where \"x\" is");
        assertThat(find("length: {lines: {min: 2}}", "x").seen()).isEqualTo("1 line, wanted at least 2");
    }

    @Test
    void a_schema_without_end_is_no_endless_check() {
        assertThat(find("is-json: {schema: {$ref: '#'}}", "{}").met()).isFalse();
    }
}
