package org.llmtestbench.function.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.resilience.Wording.OPENAI;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtestbench.resilience.MisbehavingServer;
import org.llmtestbench.resilience.Reply;

/** Suites and suite names that exceed what callers may do: each is refused with 4xx, and no provider is called. */
@QuarkusTest
@TestProfile(SmokeServing.WithSuites.class)
class HostileSuiteTest extends SmokeServing {
    private record Row(String name, String suite, String expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Row test(String name, String test, String expected) {
        return new Row(name, suiteOf("{\"id\":\"t\"," + test + "}"), expected);
    }

    private static Row check(String name, String check, String expected) {
        return test(name, "\"prompt\":\"Hi\",\"assert\":[" + check + "]", expected);
    }

    private static String suiteOf(String tests) {
        return "{\"targets\":[{\"provider\":\"PROVIDER\"}],\"tests\":[" + tests + "]}";
    }

    private static String numbers(int count) {
        return IntStream.range(0, count).mapToObj(String::valueOf).collect(Collectors.joining(","));
    }

    static Stream<Row> rows() {
        return Stream.of(
                test(
                        "more cases than a request may make",
                        "\"prompt\":\"{{n}}\",\"vars\":{\"n\":[" + numbers(1002) + "]}",
                        "more than 1000 calls"),
                test(
                        "a product of variables",
                        "\"prompt\":\"{{a}}{{b}}{{c}}\",\"vars\":{\"a\":[" + numbers(100) + "],\"b\":[" + numbers(100)
                                + "],\"c\":[" + numbers(100) + "]}",
                        "more than 10000 cases"),
                test("repeats", "\"prompt\":\"{{n}}\",\"repeat\":1000,\"vars\":{\"n\":[1,2]}", "more than 1000 calls"),
                new Row(
                        "many tests of many cases",
                        suiteOf(IntStream.range(0, 500)
                                .mapToObj(i -> "{\"id\":\"t" + i + "\",\"prompt\":\"{{n}}\",\"vars\":{\"n\":["
                                        + numbers(400) + "]}}")
                                .collect(Collectors.joining(","))),
                        "more than 1000 calls"),
                test(
                        "a short prompt that grows",
                        "\"prompt\":\"" + "{{a}}".repeat(50_000) + "\",\"vars\":{\"a\":\"" + "x".repeat(500_000)
                                + "\"}",
                        "is too long"),
                test(
                        "an unpaired surrogate",
                        "\"prompt\":\"Hi\\ud83d\"",
                        "suite.tests[0].prompt contains an unpaired surrogate"),
                test(
                        "a prompt from a file",
                        "\"prompt\":\"file:///etc/passwd\"",
                        "a suite in a request can't read files"),
                test(
                        "a system prompt from a file",
                        "\"prompt\":\"Hi\",\"system\":\"file://../key\"",
                        "can't read files"),
                test(
                        "a template with an expression",
                        "\"prompt\":\"{{__class__}}\"",
                        "the test has no variable of this name"),
                test("max_tokens above the limit", "\"prompt\":\"Hi\",\"max_tokens\":5000", "at most 4096"),
                check("a pattern that backtracks", "{\"regex\":\"(a+)+(?=b)\"}", "not a valid RE2 regular expression"),
                check(
                        "a pattern that grows",
                        "{\"regex\":\"(((((a{1000}){1000}){1000}){1000}){1000})\"}",
                        "the pattern is too large for a request"),
                check("a schema from a file", "{\"is-json\":{\"schema\":\"/etc/passwd\"}}", "can't read files"),
                check(
                        "a schema from a URL",
                        "{\"is-json\":{\"schema\":{\"$ref\":\"http://127.0.0.1/x\"}}}",
                        "can't have references"),
                check(
                        "a schema that doubles itself",
                        "{\"is-json\":{\"schema\":{\"$ref\":\"#/$defs/a\",\"$defs\":{"
                                + "\"a\":{\"allOf\":[{\"$ref\":\"#/$defs/b\"},{\"$ref\":\"#/$defs/b\"}]}}}}}",
                        "can't have references"),
                check(
                        "a path that descends again and again",
                        "{\"json-path\":{\"path\":\"$..*..*..*..*\",\"exists\":" + "true}}",
                        "at most 2 times"),
                new Row(
                        "a base URL",
                        "{\"targets\":[{\"provider\":\"PROVIDER\",\"base_url\":\"http://x\"}],"
                                + "\"tests\":[{\"id\":\"t\",\"prompt\":\"Hi\"}]}",
                        "unknown key"),
                new Row(
                        "an API key variable",
                        "{\"targets\":[{\"provider\":\"PROVIDER\",\"api_key_env\":\"HOME\"}],"
                                + "\"tests\":[{\"id\":\"t\",\"prompt\":\"Hi\"}]}",
                        "unknown key"),
                new Row(
                        "limits of an endpoint",
                        "{\"defaults\":{\"requests_per_minute\":1000000},\"targets\":[{\"provider\":"
                                + "\"PROVIDER\",\"max_retries\":100}],\"tests\":[{\"id\":\"t\",\"prompt\":\"Hi\"}]}",
                        "can't be set in a request"),
                new Row("deeply nested JSON", "[".repeat(2000) + "]".repeat(2000), "must be"),
                new Row(
                        "an unknown provider",
                        "{\"targets\":[{\"provider\":\"PROVIDERS\"}],\"tests\":[{\"id\":\"t\","
                                + "\"prompt\":\"Hi\"}]}",
                        "Unknown provider"),
                new Row("no tests", "{\"targets\":[{\"provider\":\"PROVIDER\"}]}", "is missing"),
                new Row("nothing", "{}", "is missing"),
                new Row("a list", "[1]", "must be the name of a suite, or a suite"),
                new Row("null", "null", "must be the name of a suite, or a suite"),
                new Row("a number", "1e999", "must be the name of a suite, or a suite"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void is_refused(Row row) {
        MisbehavingServer vendor = vendor(Reply.events(OPENAI.stream("Hello")));
        String json = "{\"suite\":" + row.suite().replace("PROVIDER", provider(vendor)) + "}";
        Response answer = smoke(json);

        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.asString()).contains("\"failure\":\"USAGE\"").doesNotContain("Exception", "\tat ");
        if (!row.name().startsWith("deeply")) {
            assertThat(answer.asString()).contains(row.expected());
        }
        assertThat(vendor.calls()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../secret",
                "..",
                ".",
                "",
                "/etc/passwd",
                "a/../../secret",
                "..%2Fsecret",
                "secret\\u0000",
                "..\\\\secret",
                "C:secret",
                "linked",
                "inside.yaml",
                "file:///etc/passwd",
                "usual\\n"
            })
    void no_name_refers_to_a_file_outside_the_folder(String name, @TempDir Path elsewhere) throws IOException {
        Path inside = file("inside.yaml", suite("openai", "{ contains: Hello }"));
        Files.copy(
                inside,
                inside.resolveSibling("../secret.yaml").normalize(),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Files.copy(inside, elsewhere.resolve("secret.yaml"));
        Files.createSymbolicLink(inside.resolveSibling("linked.yaml"), elsewhere.resolve("secret.yaml"));

        Response answer = smoke("{\"suite\":\"" + name + "\"}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.asString()).contains("There is no suite").doesNotContain("secret.yaml");
    }

    @Test
    void nested_yaml_aliases_do_not_exhaust_memory() {
        file("bomb.yaml", "a: &a [1,2]\nb: &b [*a,*a]\ntargets: [{ provider: openai }]\n");
        smoke("{\"suite\":\"bomb\"}").then().statusCode(500);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"suite\":\"openai\",\"base_url\":\"http://x\"}",
                "{\"suite\":\"openai\",\"deadline\":\"soon\"}",
                "{\"suite\":\"openai\",\"deadline\":\"2h\"}",
                "{\"suite\":\"openai\",\"deadline\":5}",
                "{\"suite\":\"openai\",\"suite\":\"groq\"}",
                "{\"suite\":\"openai\"} {}",
                "{}",
                "[]",
                "\"openai\"",
                "",
                "suite: openai"
            })
    void an_invalid_body_is_refused(String body) {
        Response answer = request().body(body).post("/v1/smoke");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
    }

    @Test
    void only_json_is_accepted() {
        assertThat(connect()
                        .send("POST /v1/smoke HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/yaml\r\n"
                                + "content-length: 13\r\n\r\nsuite: openai")
                        .readUntil("}"))
                .startsWith("HTTP/1.1 415 ");
    }
}
