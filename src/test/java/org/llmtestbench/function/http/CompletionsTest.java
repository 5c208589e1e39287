package org.llmtestbench.function.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.llmtestbench.resilience.Wording.OPENAI;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtestbench.resilience.MisbehavingServer;
import org.llmtestbench.resilience.Reply;
import org.llmtestbench.resilience.Turn;
import org.llmtestbench.resilience.Wording;

/** {@code POST /v1/completions}: the responses to callers for the responses of the provider. */
@QuarkusTest
class CompletionsTest extends Serving {
    private Response ask(String json) {
        return given().baseUri(address())
                .contentType("application/json")
                .body(json)
                .post("/v1/completions");
    }

    private Response ask(Turn turn, boolean stream) {
        return ask("{\"provider\":\"" + provider(vendor(turn)) + "\",\"prompt\":\"Hello\",\"stream\":" + stream + "}");
    }

    private ValidatableResponse refusal(Turn turn, boolean stream, int status) {
        return ask(turn, stream).then().statusCode(status).contentType("application/problem+json");
    }

    @Test
    void a_whole_answer_is_the_result_object() {
        ask(Reply.json(200, OPENAI.whole("Hello there")), false)
                .then()
                .statusCode(200)
                .contentType("application/json")
                .header("cache-control", "no-store")
                .body("content", equalTo("Hello there"))
                .body("finish_reason", equalTo("stop"))
                .body("usage.prompt_tokens", equalTo(9))
                .body("error", nullValue());
    }

    @Test
    void a_streamed_answer_is_its_deltas_and_then_the_result_object() {
        Response response = ask(Reply.events(OPENAI.stream("Hello", " \\\"there\\\"\\n🥁")), true);

        response.then()
                .statusCode(200)
                .header("content-type", "text/event-stream; charset=utf-8")
                .header("cache-control", "no-store")
                .header("x-accel-buffering", "no");
        assertThat(response.body().asString())
                .startsWith("event: delta\ndata: {\"text\":\"Hello\"}\n\n"
                        + "event: delta\ndata: {\"text\":\" \\\"there\\\"\\n\\uD83E\\uDD41\"}\n\n"
                        + "event: result\ndata: {\"schema_version\":1,")
                .endsWith("\"error\":null}\n\n");
    }

    @Test
    void a_surrogate_pair_split_over_two_deltas_is_joined() {
        for (Wording wording : Wording.values()) {
            Reply reply = Reply.events(wording.stream("a\\ud83e", "", "\\udd41b\\ud83e"));
            MisbehavingServer vendor = vendor(reply);
            String provider = provider(vendor, "dialect", wording.name().toLowerCase(Locale.ROOT));
            Response response = ask("{\"provider\":\"" + provider + "\",\"prompt\":\"Hello\",\"stream\":true}");

            assertThat(response.body().asString())
                    .startsWith("event: delta\ndata: {\"text\":\"a\"}\n\n"
                            + "event: delta\ndata: {\"text\":\"\\uD83E\\uDD41b\"}\n\n"
                            + "event: delta\ndata: {\"text\":\"\uFFFD\"}\n\nevent: result\n")
                    .contains("\"content\":\"a\\uD83E\\uDD41b\uFFFD\"");
        }
    }

    @Test
    void an_unpaired_surrogate_in_a_whole_answer_is_replaced() {
        ask(Reply.json(200, OPENAI.whole("a\\ud83e b\\udd41")), false)
                .then()
                .statusCode(200)
                .body("content", equalTo("a\uFFFD b\uFFFD"));
    }

    @Test
    void all_keys_of_the_request_are_sent_to_the_provider() {
        MisbehavingServer vendor = vendor(Reply.json(200, OPENAI.whole("Hi")));
        ask("""
                {"provider":"%s","model":"another","system":"Be brief.","max_tokens":7,"temperature":0.5,"top_p":0.9,
                 "stop":"END","extra":{"seed":3},"messages":[{"role":"user","content":"A"},
                 {"role":"assistant","content":"B"},{"role":"user","content":"C"}]}""".formatted(provider(vendor))).then().statusCode(200);

        assertThat(vendor.requests().get(0).body())
                .contains(
                        "\"model\":\"another\"",
                        "{\"role\":\"system\",\"content\":\"Be brief.\"},{\"role\":\"user\",\"content\":\"A\"},"
                                + "{\"role\":\"assistant\",\"content\":\"B\"},{\"role\":\"user\",\"content\":\"C\"}",
                        "\"max_tokens\":7",
                        "\"temperature\":0.5",
                        "\"top_p\":0.9",
                        "\"stop\":[\"END\"]",
                        "\"seed\":3");
    }

    @Test
    void the_accept_header_selects_streaming_unless_the_body_has_the_key_stream() {
        String provider = provider(vendor(Reply.json(200, OPENAI.whole("Hi"))));
        String body = "{\"provider\":\"" + provider + "\",\"prompt\":\"Hello\"%s}";

        given().baseUri(address())
                .accept("text/event-stream, application/json;q=0.9")
                .contentType("application/json")
                .body(body.formatted(""))
                .post("/v1/completions")
                .then()
                .contentType(startsWith("text/event-stream"));
        given().baseUri(address())
                .accept("text/event-stream, application/json;q=0.9")
                .contentType("application/json; charset=UTF-8")
                .body(body.formatted(",\"stream\":false"))
                .post("/v1/completions")
                .then()
                .contentType("application/json");
    }

    @ParameterizedTest
    @CsvSource({
        "401, AUTHENTICATION, 502",
        "402, QUOTA_EXHAUSTED, 502",
        "404, INVALID_REQUEST, 422",
        "422, INVALID_REQUEST, 422",
        "429, RATE_LIMITED, 429",
        "500, UNAVAILABLE, 503",
        "529, UNAVAILABLE, 503"
    })
    void a_failure_has_the_status_of_its_row_in_the_table(int provider, String failure, int status) {
        for (boolean stream : new boolean[] {false, true}) {
            Reply reply = Reply.json(provider, OPENAI.error("some_error", null, "No."))
                    .header("x-request-id", "req_7");
            refusal(reply, stream, status)
                    .body("failure", equalTo(failure))
                    .body("status", equalTo(status))
                    .body("detail", containsString("No."))
                    .body("provider_request_id", equalTo("req_7"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void the_retry_after_header_is_passed_on(boolean stream) {
        Reply reply = Reply.json(429, OPENAI.error("rate", null, "Slow down.")).header("retry-after", "7");

        refusal(reply, stream, 429).header("retry-after", "7");
    }

    @Test
    void a_connection_that_is_reset_is_a_bad_gateway() {
        refusal(Turn.reset(), true, 502).body("failure", equalTo("UNREACHABLE"));
    }

    @Test
    void a_failure_after_the_first_delta_is_in_the_result_event_and_the_stream_ends_normally() {
        String broken =
                OPENAI.beginning() + OPENAI.piece("Hello") + OPENAI.errorEvent("overloaded_error", null, "Full.");
        Response response = ask(Reply.events(broken), true);

        response.then().statusCode(200);
        assertThat(response.body().asString())
                .startsWith("event: delta\ndata: {\"text\":\"Hello\"}\n\nevent: result\n")
                .contains("\"content\":\"Hello\"", "\"error\":{\"failure\":\"UNAVAILABLE\",\"exit_code\":7,");
    }

    @Test
    void a_refusal_of_the_model_is_a_normal_response() {
        String refused = OPENAI.whole("").replace("\"refusal\":null", "\"refusal\":\"I can't.\"");

        ask(Reply.json(200, refused), false)
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("error.failure", equalTo("REFUSED"));
        Response streamed = ask(Reply.json(200, refused), true);
        streamed.then().statusCode(200).contentType(startsWith("text/event-stream"));
        assertThat(streamed.body().asString()).startsWith("event: result\n").contains("\"failure\":\"REFUSED\"");
    }

    @Test
    void a_valid_request_id_of_the_caller_is_kept() {
        given().baseUri(address())
                .header("x-request-id", "abc-1:2.3_4")
                .get("/v1/providers")
                .then()
                .header("x-request-id", "abc-1:2.3_4");
        given().baseUri(address())
                .header("x-request-id", "a b\"c")
                .get("/v1/nothing")
                .then()
                .header("x-request-id", containsString("-"))
                .body("request_id", containsString("-"));
    }

    @Test
    void the_listings_are_those_of_the_command_line() {
        given().baseUri(address())
                .get("/v1/providers")
                .then()
                .body("find { it.name == 'openai' }.api_key_env", equalTo("OPENAI_API_KEY"));
        given().baseUri(address())
                .get("/v1/models?provider=anthropic")
                .then()
                .body("provider.unique()", equalTo(java.util.List.of("anthropic")));
    }

    @Test
    void probes_have_the_format_of_microprofile_health() {
        for (String probe : new String[] {"live", "ready", "started"}) {
            given().baseUri(address())
                    .get("/q/health/" + probe)
                    .then()
                    .statusCode(200)
                    .body("status", equalTo("UP"))
                    .body("checks[0].status", equalTo("UP"));
        }
    }
}
