package org.llmtestbench.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnthropicRefusalTest {
    private static final String HI = "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]";

    @RegisterExtension
    static final Simulated SIMULATED = new Simulated();

    private final AnthropicCaller caller = AnthropicCaller.of(SIMULATED.simulator());

    @ParameterizedTest
    @ValueSource(strings = {"/messages", "/messages/count_tokens"})
    void the_version_is_required(String path) {
        HttpResponse<String> response = caller.caller().send("POST", path, Caller.body("Hi", "\"max_tokens\":9"));
        assertRejected(response, "anthropic-version: header is required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-01-01", "2023-10-01", "latest", ""})
    void an_unknown_version_is_rejected(String version) {
        String message = "anthropic-version: \"" + version + "\" is not a valid version";
        assertRejected(caller.withVersion(version).complete("Hi"), message);
        assertRejected(caller.withVersion(version).get("/models"), message);
    }

    @Test
    void a_repeated_version_header_is_rejected() {
        String version = "2023-06-01";
        HttpResponse<String> response =
                caller.caller().get("/models", "anthropic-version", version, "anthropic-version", version);
        assertRejected(response, "anthropic-version: \"2023-06-01, 2023-06-01\" is not a valid version");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"model\":", "[1]", "{} trailing", ""})
    void a_body_that_is_not_an_object_is_rejected(String body) {
        assertRejected(caller.post(body), "The request body is not valid JSON: expected an object");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"max_tokens\":9,HI | model: Field required",
                "\"model\":\"m\",HI | max_tokens: Field required",
                "\"model\":\"m\",\"max_tokens\":null,HI | max_tokens: Field required",
                "\"model\":\"m\",\"max_tokens\":9 | messages: Field required",
                "\"model\":7,\"max_tokens\":9,HI | model: Input should be a valid string"
            })
    void a_missing_field_is_named(String fields, String message) {
        assertRejected(caller.post("{" + fields.replace("HI", HI) + "}"), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"max_tokens\":-1 | max_tokens: Input should be greater than or equal to 0",
                "\"max_tokens\":1.5 | max_tokens: Input should be a valid integer",
                "\"temperature\":1.5 | temperature: range: 0..1",
                "\"temperature\":\"hot\" | temperature: Input should be a valid number",
                "\"top_p\":-1 | top_p: range: 0..1",
                "\"stream\":\"yes\" | stream: Input should be a valid boolean",
                "\"stop_sequences\":\"END\" | stop_sequences: Input should be a valid list",
                "\"stop_sequences\":[\"END\",7] | stop_sequences.1: Input should be a valid string",
                "\"stop_sequences\":[\"END\",\"\\n\"] | stop_sequences: each stop sequence must contain non-whitespace",
                "\"system\":7 | system: Input should be a valid list",
                "\"system\":[{\"type\":\"text\",\"text\":\" \"}] | system: text content blocks must contain non-whitespace text"
            })
    void an_invalid_field_is_named(String field, String message) {
        assertRejected(caller.complete("Hi", field), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[] | messages: at least one message is required",
                "\"Hi\" | messages: Input should be a valid list",
                "[\"Hi\"] | messages.0: Input should be a valid dictionary",
                "[{\"content\":\"Hi\"}] | messages.0.role: Field required",
                "[{\"role\":\"user\"}] | messages.0.content: Field required",
                "[{\"role\":\"user\",\"content\":7}] | messages.0.content: Input should be a valid list",
                "[{\"role\":\"user\",\"content\":[]}] | messages.0.content: all messages must have non-empty content",
                "[{\"role\":\"user\",\"content\":[{}]}] | messages.0.content.0.type: Field required",
                "[{\"role\":\"user\",\"content\":[{\"type\":\"text\"}]}] | messages.0.content.0.text: Field required",
                "[{\"role\":\"user\",\"content\":\"\"}] | messages: text content blocks must be non-empty",
                "[{\"role\":\"user\",\"content\":\" \\n\"}] | messages: text content blocks must contain non-whitespace text",
                "[{\"role\":\"tool\",\"content\":\"Hi\"}] | messages: Unexpected role \"tool\". Allowed roles are \"user\" or \"assistant\"",
                "[{\"role\":\"assistant\",\"content\":\"Well \"}] | messages: final assistant content cannot end with trailing whitespace"
            })
    void invalid_messages_are_named(String messages, String message) {
        String body = "{\"model\":\"m\",\"max_tokens\":9,\"messages\":" + messages + "}";
        assertRejected(caller.post(body), message);
        assertRejected(caller.count(body), message);
    }

    @Test
    void the_first_message_must_not_be_a_system_message() {
        HttpResponse<String> response = caller.post(Caller.body("Hi").replace("\"user\"", "\"system\""));
        assertThat(error(response).path("message").asText())
                .startsWith("messages: Unexpected role \"system\". The Messages API accepts a top-level `system`");
    }

    @ParameterizedTest
    @CsvSource({"temperature,1", "top_p,1", "top_k,3"})
    void the_newest_version_rejects_sampling_parameters(String field, String value) {
        String sampling = "\"" + field + "\":" + value;
        String message = field + ": Extra inputs are not permitted";
        assertRejected(caller.withVersion("2026-10-21").complete("Hi", sampling), message);
        assertRejected(caller.withVersion("2026-10-21").count(Caller.body("Hi", sampling)), message);
    }

    @Test
    void models_that_begin_with_missing_do_not_exist() {
        String body = Caller.body("Hi", "\"max_tokens\":9").replace("some-model", "missing-model");
        assertThat(List.of(caller.get("/models/missing-model"), caller.post(body), caller.count(body)))
                .allSatisfy(response -> {
                    assertThat(response.statusCode()).isEqualTo(404);
                    assertThat(error(response))
                            .hasToString("{\"type\":\"not_found_error\",\"message\":\"model: missing-model\"}");
                });
    }

    @ParameterizedTest
    @CsvSource({"GET,/nope", "POST,/complete", "POST,/messages/", "POST,/messages/batches"})
    void an_unknown_path_is_not_found(String method, String path) {
        HttpResponse<String> response = caller.send(method, path, "");
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(error(response).path("type").asText()).isEqualTo("not_found_error");
        assertThat(error(response).path("message").asText()).contains(method + " /v1" + path);
    }

    @ParameterizedTest
    @CsvSource({"GET,/messages,POST", "PUT,/messages/count_tokens,POST", "POST,/models,GET", "DELETE,/models/x,GET"})
    void a_wrong_method_is_not_allowed(String method, String path, String allowed) {
        HttpResponse<String> response = caller.send(method, path, "");
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("allow")).contains(allowed);
        assertThat(error(response).path("type").asText()).isEqualTo("invalid_request_error");
    }

    private static void assertRejected(HttpResponse<String> response, String message) {
        assertThat(response.statusCode()).isEqualTo(400);
        JsonNode error = error(response);
        assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
        assertThat(error.path("message").asText()).isEqualTo(message);
    }

    /** The error in a response. Asserts the members around it and the request id. */
    private static JsonNode error(HttpResponse<String> response) {
        JsonNode body = Caller.json(response);
        assertThat(body.fieldNames()).toIterable().containsExactly("type", "error", "request_id");
        assertThat(body.path("type").asText()).isEqualTo("error");
        assertThat(response.headers().firstValue("request-id"))
                .contains(body.path("request_id").asText());
        return body.path("error");
    }
}
