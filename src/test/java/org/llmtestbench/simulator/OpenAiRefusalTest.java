package org.llmtestbench.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiRefusalTest {
    @RegisterExtension
    static final Simulated SIMULATED = new Simulated();

    private final OpenAiCaller caller = OpenAiCaller.of(SIMULATED.simulator());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            nullValues = "null",
            value = {
                "{\"model\":                                                        | null | null",
                "[1]                                                                | null | null",
                "{} trailing                                                        | null | null",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}            | model | missing_required_parameter",
                "{\"model\":\"m\"}                                                  | messages | missing_required_parameter",
                "{\"model\":\"m\",\"messages\":[]}                                  | messages | empty_array",
                "{\"model\":\"m\",\"messages\":\"Hi\"}                              | messages | invalid_type",
                "{\"model\":\"m\",\"messages\":[\"Hi\"]}                            | messages[0] | invalid_type",
                "{\"model\":\"m\",\"messages\":[{\"content\":\"Hi\"}]}              | messages[0].role | missing_required_parameter",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"boss\"}]}               | messages[0].role | invalid_value",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":1}]} | messages[0].content | invalid_type"
            })
    void an_invalid_body_is_rejected(String body, String param, String code) {
        assertRejected(caller.post(body), param, code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            nullValues = "null",
            value = {
                "\"n\":0                                 | n | integer_below_min_value",
                "\"n\":\"two\"                           | n | invalid_type",
                "\"max_tokens\":0                        | max_tokens | integer_below_min_value",
                "\"max_completion_tokens\":1.5           | max_completion_tokens | invalid_type",
                "\"temperature\":2.5                     | temperature | decimal_above_max_value",
                "\"top_p\":-1                            | top_p | decimal_below_min_value",
                "\"stream\":\"yes\"                      | stream | invalid_type",
                "\"stop\":7                              | stop | invalid_type",
                "\"stop\":[\"a\",\"b\",\"c\",\"d\",\"e\"] | stop | array_above_max_length",
                "\"stream_options\":{}                   | stream_options | null",
                "\"stream\":true,\"stream_options\":{\"include_usage\":1} | stream_options.include_usage | invalid_type"
            })
    void an_invalid_field_is_rejected_and_named(String field, String param, String code) {
        assertRejected(caller.complete("Hi", field), param, code);
    }

    @Test
    void models_that_begin_with_missing_do_not_exist() {
        HttpResponse<String> completion = caller.post(Caller.body("Hi").replace("some-model", "missing-model"));
        assertThat(List.of(caller.get("/models/missing-model"), completion)).allSatisfy(response -> {
            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(Caller.json(response).at("/error/code").asText()).isEqualTo("model_not_found");
            assertThat(Caller.json(response).at("/error/message").asText()).contains("`missing-model`");
        });
    }

    @ParameterizedTest
    @CsvSource({"GET,/nope", "POST,/completions", "POST,/chat/completions/"})
    void an_unknown_path_is_not_found(String method, String path) {
        HttpResponse<String> response = caller.caller().send(method, path, "");
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(Caller.json(response).at("/error/code").asText()).isEqualTo("unknown_url");
        assertThat(Caller.json(response).at("/error/message").asText()).contains(method + " /v1" + path);
    }

    @ParameterizedTest
    @CsvSource({"GET,/chat/completions,POST", "POST,/models,GET", "DELETE,/models/x,GET"})
    void a_wrong_method_is_not_allowed(String method, String path, String allowed) {
        HttpResponse<String> response = caller.caller().send(method, path, "");
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("allow")).contains(allowed);
        assertThat(Caller.json(response).at("/error/type").asText()).isEqualTo("invalid_request_error");
    }

    private static void assertRejected(HttpResponse<String> response, String param, String code) {
        assertThat(response.statusCode()).isEqualTo(400);
        JsonNode error = Caller.json(response).path("error");
        assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
        assertThat(error.path("param").textValue()).isEqualTo(param);
        assertThat(error.path("code").textValue()).isEqualTo(code);
        assertThat(error.path("message").asText()).isNotBlank();
    }
}
