package org.llmtestbench.provider.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmtestbench.provider.Failure;

class ErrorResponseTest {
    private static ErrorResponse reply(int status, String body) {
        return ErrorBodyParser.read(status, body.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | {'error':{'message':'Incorrect API key','type':'invalid_request_error','code':'invalid_api_key'}} | AUTHENTICATION",
                "401 | {'detail':'Unauthorized'} | AUTHENTICATION",
                "403 | {'error':{'code':'unsupported_country_region_territory','message':'Country not supported'}} | INVALID_REQUEST",
                "400 | {'error':'Incorrect API key provided. Get one.'} | AUTHENTICATION",
                "402 | {'error':{'message':'Insufficient Balance'}} | QUOTA_EXHAUSTED",
                "429 | {'error':{'type':'insufficient_quota','message':'no'}} | QUOTA_EXHAUSTED",
                "429 | {'error':{'code':'project_spend_limit_exceeded','message':'no'}} | QUOTA_EXHAUSTED",
                "429 | {'error':{'type':'rate_limit_error','details':{'error_code':'enforced_spend_limit_reached'}}} | QUOTA_EXHAUSTED",
                "400 | {'error':{'message':'Your credit balance is too low to access'}} | QUOTA_EXHAUSTED",
                "429 | {'error':{'code':'rate_limit_exceeded','message':'Rate limit reached for gpt'}} | RATE_LIMITED",
                "429 | {'error':{'code':'rate_limit_exceeded','message':'Request too large for gpt-x'}} | INVALID_REQUEST",
                "429 | <html>slow down</html> | RATE_LIMITED",
                "400 | {'error':{'code':'context_length_exceeded','message':'x'}} | CONTEXT_LENGTH_EXCEEDED",
                "400 | {'error':{'message':'This model''s maximum context length is 8192 tokens'}} | CONTEXT_LENGTH_EXCEEDED",
                "400 | {'error':{'message':'prompt is too long: 9 tokens > 8 maximum'}} | CONTEXT_LENGTH_EXCEEDED",
                "400 | {'error':{'code':'string_above_max_length','message':'too long'}} | INVALID_REQUEST",
                "404 | {'error':{'code':'model_not_found','message':'x'}} | MODEL_NOT_FOUND",
                "400 | {'error':{'code':'model_not_found','message':'x'}} | MODEL_NOT_FOUND",
                "404 | {'error':{'message':'model: the-model'}} | MODEL_NOT_FOUND",
                "404 | {'error':'model ''the-model'' not found'} | MODEL_NOT_FOUND",
                "404 | {'error':{'code':'DeploymentNotFound','message':'The API deployment'}} | MODEL_NOT_FOUND",
                "404 | <html><title>404 Not Found</title></html> | INVALID_REQUEST",
                "404 | '' | INVALID_REQUEST",
                "400 | {'error':{'code':'content_filter','message':'filtered'}} | REFUSED",
                "408 | '' | TIMEOUT",
                "409 | {'error':{'message':'conflict'}} | INVALID_REQUEST",
                "422 | {'detail':[{'msg':'field required'}]} | INVALID_REQUEST",
                "301 | '' | INVALID_REQUEST",
                "500 | {'error':{'type':'server_error','message':'sorry'}} | UNAVAILABLE",
                "502 | <html><title>Bad gateway</title></html> | UNAVAILABLE",
                "529 | {'error':{'type':'overloaded_error'}} | UNAVAILABLE",
                "200 | {'error':{'type':'overloaded_error'}} | UNAVAILABLE",
                "200 | {'error':{'code':'rate_limit_exceeded','message':'x'}} | RATE_LIMITED",
                "200 | {'error':{'code':429,'message':'x'}} | RATE_LIMITED",
                "200 | {'error':{'code':502,'message':'x'}} | UNAVAILABLE",
                "200 | {'error':{'type':'invalid_request_error','code':'tool_use_failed','message':'x'}} | INVALID_REQUEST",
                "200 | {'error':{'message':'who knows'}} | UNAVAILABLE",
                "200 | {'error':{'type':'not_found_error','message':'model: the-model'}} | MODEL_NOT_FOUND",
                "200 | {'error':{'type':'not_found_error','message':'no such page'}} | INVALID_REQUEST",
            })
    void every_dress_of_a_failure_is_known(int status, String body, Failure failure) {
        assertThat(reply(status, body.replace("''", "\u2019").replace('\'', '"').replace('\u2019', '\''))
                        .failure("the-model"))
                .isEqualTo(failure);
    }

    @Test
    void a_404_names_no_model_where_none_was_asked_for() {
        assertThat(reply(404, "{\"error\":{\"message\":\"Not found\"}}").failure(""))
                .isEqualTo(Failure.INVALID_REQUEST);
    }

    @Test
    void the_request_is_named_where_the_body_names_it() {
        assertThat(reply(429, "{\"type\":\"error\",\"error\":{\"message\":\"x\"},\"request_id\":\"req_1\"}")
                        .requestId())
                .isEqualTo("req_1");
        assertThat(reply(429, "{\"request_id\":null}").requestId()).isNull();
        assertThat(reply(429, "slow down").requestId()).isNull();
    }

    @Test
    void a_message_is_found_whatever_the_shape() {
        assertThat(reply(400, "{\"message\":\"a\"}").message()).isEqualTo("a");
        assertThat(reply(400, "{\"error\":\"b\",\"code\":\"c\"}").message()).isEqualTo("b");
        assertThat(reply(400, "{\"error\":\"b\",\"code\":\"c\"}").code()).isEqualTo("c");
        assertThat(reply(400, "{\"detail\":[{\"msg\":\"d\"}]}").message()).isEqualTo("d");
        assertThat(reply(400, "plain\n words").message()).isEqualTo("plain words");
        assertThat(reply(502, "<html><title>Bad\ngateway</title>").message())
                .isEqualTo("an HTML page, \"Bad gateway\"");
        assertThat(reply(502, "<html>").message()).isEqualTo("an HTML page");
        assertThat(reply(500, "").message()).isNull();
        assertThat(reply(500, "[]").message()).isEqualTo("[]");
        assertThat(reply(429, "{\"error\":{\"message\":\"up\",\"metadata\":{\"raw\":\"why\"}}}")
                        .message())
                .isEqualTo("up: why");
        assertThat(reply(400, "x".repeat(5000)).message()).hasSize(601);
    }

    @Test
    void a_body_that_should_have_been_json_is_described() {
        assertThat(look("")).isEqualTo("empty");
        assertThat(look("<!doctype html><title>Login</title>")).isEqualTo("an HTML page, \"Login\"");
        assertThat(look("{\"a\":")).isEqualTo("'{\"a\":'");
        assertThat(look("y".repeat(200))).isEqualTo("'" + "y".repeat(80) + "…'");
    }

    private static String look(String body) {
        return ErrorBodyParser.look(body.getBytes(StandardCharsets.UTF_8), body.length());
    }
}
