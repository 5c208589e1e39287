package org.llmtestbench.function.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Invalid input is answered with a problem document and a 4xx status, and does not affect other requests. */
@QuarkusTest
class BadInputTest extends Serving {
    private static final String HOST = "host: localhost\r\n";

    private static Arguments body(String json, String... expected) {
        return Arguments.of("body " + json, 400, RawClient.completion(json), expected);
    }

    private static Arguments raw(String name, int status, String request, String... expected) {
        return Arguments.of(name, status, request, expected);
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\n" + HOST + "\r\n";
    }

    private static String post(String headers, String body) {
        return "POST /v1/completions HTTP/1.1\r\n" + HOST + headers + "\r\n" + body;
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                body("", "The body is empty"),
                body("{", "The body is not JSON at line 1, column 2"),
                body("{\n \"provider\": nope}", "line 2, column"),
                body("{} {}", "not JSON at line 1, column"),
                body("[]", "must be a JSON object, not array"),
                body("null", "must be a JSON object, not null"),
                body("\"x\"", "must be a JSON object, not string"),
                body("{\"provider\":\"openai\",\"provider\":\"openai\"}", "Duplicate"),
                body("{}", "provider: is missing.", "prompt: is missing; send prompt or messages."),
                body(
                        "{\"provider\":\"opnai\",\"prompt\":\"x\"}",
                        "Did you mean 'openai'?",
                        "\"hint\":\"Known: anthropic"),
                body("{\"provider\":5,\"prompt\":\"x\"}", "provider: must be a text, not 5."),
                body(
                        "{\"provider\":\"openai\",\"prompt\":\"ab\\ud83d\"}",
                        "prompt: contains an unpaired surrogate (\\\\uD83D at position 3). Write the whole character."),
                body(
                        "{\"provider\":\"anthropic\",\"messages\":[{\"role\":\"user\",\"content\":\"\\ude00\"}]}",
                        "messages[0].content: contains an unpaired surrogate (\\\\uDE00 at position 1)."),
                body(
                        "{\"provider\":\"openai\",\"prompt\":\"x\",\"system\":\"\\ud83d\",\"stop\":[\"\\ud83d\"],"
                                + "\"model\":\"\\ud83d\",\"extra\":{\"user\":\"\\ud83d\"}}",
                        "system: contains an unpaired surrogate",
                        "stop: contains an unpaired surrogate",
                        "model: contains an unpaired surrogate",
                        "extra.user: contains an unpaired surrogate"),
                body("{\"provider\":\"openai\",\"prompt\":\"\"}", "prompt: is empty."),
                body("{\"provider\":\"openai\",\"prompt\":\" \\n\"}", "prompt: is empty."),
                body(
                        "{\"provider\":\"openai\",\"prompt\":\"x\",\"messages\":[]}",
                        "prompt: messages is set too; send only one of them."),
                body("{\"provider\":\"openai\",\"messages\":[]}", "The prompt is empty."),
                body("{\"provider\":\"openai\",\"messages\":{}}", "messages: must be a list, not an object."),
                body("{\"provider\":\"openai\",\"messages\":[1]}", "messages[0]: must be an object, not 1."),
                body(
                        "{\"provider\":\"openai\",\"messages\":[{\"role\":\"robot\",\"content\":\"x\"}]}",
                        "messages[0].role: 'robot' is not one of system, user, assistant."),
                body(
                        "{\"provider\":\"openai\",\"messages\":[{\"role\":\"user\"}]}",
                        "messages[0].content: is missing."),
                body("{\"provider\":\"openai\",\"messages\":[{\"content\":\"x\"}]}", "messages[0].role: is missing."),
                body(
                        "{\"provider\":\"openai\",\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"x\"}]}]}",
                        "messages[0].content: must be a text, not a list."),
                body(
                        "{\"provider\":\"openai\",\"messages\":[{\"role\":\"user\",\"content\":\"x\",\"nme\":1}]}",
                        "messages[0].nme: unknown key."),
                body(
                        "{\"provider\":\"openai\",\"prompt\":\"x\",\"max_tokens\":0}",
                        "max_tokens: must be at least 1, not 0."),
                body(
                        "{\"provider\":\"openai\",\"prompt\":\"x\",\"max_tokens\":1.5}",
                        "must be a whole number, not 1.5."),
                body(
                        "{\"provider\":\"openai\",\"prompt\":\"x\",\"max_tokens\":\"9\"}",
                        "must be a whole number, not a text."),
                body("{\"provider\":\"openai\",\"prompt\":\"x\",\"temperature\":3}", "between 0 and 2, not 3."),
                body("{\"provider\":\"openai\",\"prompt\":\"x\",\"top_p\":-1}", "between 0 and 1, not -1."),
                body(
                        "{\"provider\":\"openai\",\"prompt\":\"x\",\"stop\":[1]}",
                        "stop: must be a text or a list of texts"),
                body("{\"provider\":\"openai\",\"prompt\":\"x\",\"stop\":\"\"}", "stop sequence is empty"),
                body("{\"provider\":\"openai\",\"prompt\":\"x\",\"stream\":\"yes\"}", "stream: must be true or false"),
                body("{\"provider\":\"openai\",\"prompt\":\"x\",\"temprature\":1}", "Did you mean 'temperature'?"),
                body(
                        "{\"provider\":\"openai\",\"prompt\":\"x\",\"base_url\":\"http://evil\"}",
                        "base_url: callers can't set"),
                body("{\"provider\":\"openai\",\"prompt\":\"x\",\"api_key\":\"sk-1\"}", "api_key: callers can't set"),
                body("{\"provider\":\"openai\",\"prompt\":\"x\",\"headers\":{}}", "headers: callers can't set"),
                body("{\"provider\":\"openai\",\"prompt\":\"x\",\"extra\":[]}", "extra: must be an object"),
                body("{\"provider\":\"openai\",\"prompt\":\"x\",\"extra\":{\"max_tokens\":9}}", "extra.max_tokens"),
                body("{\"provider\":\"openai\",\"prompt\":\"x\",\"extra\":{\"n\":9}}", "extra.n"),
                body("{\"provider\":\"vllm\",\"prompt\":\"x\"}", "model: is not set, and vllm has no default model."),
                body("[".repeat(5000), "not JSON", "nesting depth"),
                body("{\"provider\":\"openai\",\"prompt\":" + "9".repeat(5000) + "}", "not JSON"));
    }

    static Stream<Arguments> requests() {
        String json = "content-type: application/json\r\n";
        return Stream.of(
                raw("an unknown address", 404, get("/v1/completion"), "Did you mean '/v1/completions'?"),
                raw("a path traversal", 404, get("/v1/../../etc/passwd"), "does not exist."),
                raw("an encoded path traversal", 404, get("/q/%2e%2e/%2e%2e/etc/passwd"), "does not exist."),
                raw("a broken escape", 400, get("/v1/%zz"), "The URL can't be decoded"),
                raw("a broken query", 400, get("/v1/models?provider=%"), "The URL can't be decoded"),
                raw("an unknown provider", 400, get("/v1/models?provider=opnai"), "Did you mean 'openai'?"),
                raw("a wrong method", 405, get("/v1/completions"), "allow: POST", "accepts POST, not GET"),
                raw("an unknown method", 405, "BREW /v1/models HTTP/1.1\r\n" + HOST + "\r\n", "allow: GET"),
                raw(
                        "a form",
                        415,
                        post("content-type: application/x-www-form-urlencoded\r\ncontent-length: 3\r\n", "a=b")),
                raw(
                        "Latin",
                        415,
                        post("content-type: application/json; charset=latin1\r\ncontent-length: 2\r\n", "{}")),
                raw(
                        "an image",
                        406,
                        post(
                                json + "accept: image/png\r\ncontent-length: 38\r\n",
                                "{\"provider\":\"openai\",\"prompt\":\"Hello\"}"),
                        "accepts neither"),
                raw("a huge body", 413, post(json + "content-length: 99999999\r\n", ""), "larger than 1048576 bytes"),
                raw(
                        "a huge body with expect: 100-continue",
                        413,
                        post(json + "expect: 100-continue\r\ncontent-length: 99999999\r\n", "")),
                raw(
                        "a huge body in chunks",
                        413,
                        post(json + "transfer-encoding: chunked\r\n", "200000\r\n" + "x".repeat(2 << 20))),
                raw("a negative length", 400, post(json + "content-length: -5\r\n", "")),
                raw("two lengths", 400, post(json + "content-length: 2\r\ncontent-length: 3\r\n", "{}")),
                raw(
                        "too many headers",
                        431,
                        get("/v1/models").replace("\r\n\r\n", "\r\na: " + "x".repeat(20_000) + "\r\n\r\n")),
                raw("a long address", 414, get("/" + "x".repeat(10_000))),
                raw("no HTTP", 400, "\u0016\u0003\u0001 hello\r\n\r\n"),
                raw("another protocol", 400, "GET / FTP/9\r\n\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"bodies", "requests"})
    void is_refused_with_a_problem_document(String name, int status, String request, String[] expected) {
        String answer = connect().send(request).readUntil("request_id\":");

        assertThat(answer)
                .matches("(?s)HTTP/1\\.[01] " + status + " .*")
                .containsIgnoringCase("content-type: application/problem+json")
                .containsIgnoringCase("x-request-id: ")
                .contains("\"status\":" + status)
                .contains(expected.length == 0 ? new String[] {"\"detail\""} : expected)
                .doesNotContain("Exception", "at org.", "\tat ");
        assertThat(connect().send(get("/q/health/live")).readUntil("\r\n\r\n")).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void invalid_utf8_is_reported_with_its_byte_position() {
        byte[] json = "{\"provider\":\"openai\",\"prompt\":\"\0\"}".getBytes(StandardCharsets.UTF_8);
        json[31] = (byte) 0xC3;
        String answer = connect()
                .send(post("content-type: application/json\r\ncontent-length: " + json.length + "\r\n", ""))
                .send(json)
                .readUntil("request_id\":");

        assertThat(answer)
                .startsWith("HTTP/1.1 400 ")
                .contains("The body is not UTF-8: byte 32 is not the start of a character.");
    }

    @Test
    void malformed_chunked_encoding_closes_the_connection() {
        String answer = connect()
                .send(post("content-type: application/json\r\ntransfer-encoding: chunked\r\n", "zz\r\nhello\r\n"))
                .readAll();

        assertThat(answer).isEmpty();
    }

    @Test
    void the_response_to_head_has_the_content_length_of_the_omitted_body() {
        String answer = connect()
                .send("HEAD /q/health/live HTTP/1.1\r\n" + HOST + "connection: close\r\n\r\n")
                .readAll();

        assertThat(answer)
                .startsWith("HTTP/1.1 200 ")
                .contains("content-length: ")
                .endsWith("\r\n\r\n");
    }

    @Test
    void a_request_with_expect_100_continue_is_accepted() {
        RawClient caller = connect();
        String answer = caller.send(
                        post("content-type: application/json\r\nexpect: 100-continue\r\ncontent-length: 2\r\n", ""))
                .readUntil("\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 100 ");
        assertThat(caller.send("{}").readUntil("request_id\":")).contains("HTTP/1.1 400 ", "provider: is missing.");
    }

    @Test
    void pipelined_requests_are_answered_in_order_on_one_connection() {
        String both = get("/q/health/live") + RawClient.completion("{}") + get("/v1/nothing");

        String answer = connect().send(both + get("/q/health/started")).readUntil("warmed up");
        assertThat(answer.split("HTTP/1.1 "))
                .extracting(part -> part.isEmpty() ? "" : part.substring(0, 3))
                .containsExactly("", "200", "400", "404", "200");
    }

    @Test
    void an_http_1_0_client_gets_a_response_that_ends_with_the_connection() {
        String answer = connect()
                .send("GET /q/openapi HTTP/1.0\r\nhost: localhost\r\n\r\n")
                .readAll();

        assertThat(answer).startsWith("HTTP/1.0 200 ").contains("openapi: 3.1.0");
    }
}
