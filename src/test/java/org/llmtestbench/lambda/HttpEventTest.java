package org.llmtestbench.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.llmtestbench.function.Request;
import org.llmtestbench.function.Response;
import org.llmtestbench.runner.ResultMapper;

class HttpEventTest {
    private static HttpEvent event(String json) throws JsonProcessingException {
        JsonNode event = ResultMapper.MAPPER.readTree(json);
        assertThat(HttpEvent.is(event)).isTrue();
        return new HttpEvent(event);
    }

    private static Request request(String json) throws JsonProcessingException {
        return event(json).request(Invocation.of("id", new byte[0], Duration.ofSeconds(10)));
    }

    @Test
    void version_2_has_a_raw_path_with_stage_and_cookies_and_base64() throws JsonProcessingException {
        Request request = request("""
                {"version":"2.0","rawPath":"/prod/v1/models%2Fa+b","rawQueryString":"a=1&b=x%20y&a=2&c",
                 "cookies":["k=v","l=w"],"headers":{"Accept":"text/html","x-many":"1,2"},
                 "requestContext":{"http":{"method":"POST"},"stage":"prod","domainName":"x.execute-api.amazonaws.com"},
                 "body":"w6Q=","isBase64Encoded":true}
                """);

        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/v1/models/a+b");
        assertThat(request.query()).containsExactlyInAnyOrderEntriesOf(Map.of("a", "2", "b", "x y", "c", ""));
        assertThat(request.header("accept")).contains("text/html");
        assertThat(request.header("cookie")).contains("k=v; l=w");
        assertThat(new String(request.body(), StandardCharsets.UTF_8)).isEqualTo("ä");
        assertThat(request.timeLeft()).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(9));
    }

    @Test
    void an_unpaired_surrogate_in_a_body_is_kept_as_an_escape() throws JsonProcessingException {
        Request request = request("""
                {"requestContext":{"http":{"method":"POST"}},"body":"{\\"a\\":\\"x\\ud83d\\ud83d\\ude00\\ude00\\"}"}
                """);
        assertThat(new String(request.body(), StandardCharsets.UTF_8)).isEqualTo("{\"a\":\"x\\ud83d😀\\ude00\"}");
    }

    @Test
    void a_path_that_is_only_the_stage_is_the_root() throws JsonProcessingException {
        assertThat(request(
                                "{\"rawPath\":\"/prod\",\"requestContext\":{\"http\":{\"method\":\"GET\"},\"stage\":\"prod\"}}")
                        .path())
                .isEqualTo("/");
    }

    @Test
    void version_1_has_multiple_values_and_the_path_of_the_proxy_parameter() throws JsonProcessingException {
        Request request = request("""
                {"resource":"/api/{proxy+}","path":"/mapped/api/v1/smoke","httpMethod":"POST",
                 "headers":{"Accept":"text/html"},"multiValueHeaders":{"Accept":["text/html","application/json"]},
                 "queryStringParameters":{"a":"2"},"multiValueQueryStringParameters":{"a":["1","2"]},
                 "pathParameters":{"proxy":"v1/smoke"},"requestContext":{"stage":"prod"},"body":null}
                """);

        assertThat(request.path()).isEqualTo("/api/v1/smoke");
        assertThat(request.header("accept")).contains("text/html,application/json");
        assertThat(request.query()).containsEntry("a", "2");
        assertThat(request.body()).isEmpty();
    }

    @Test
    void version_1_without_a_proxy_parameter_uses_the_path() throws JsonProcessingException {
        assertThat(request("{\"path\":\"/v1/models\",\"httpMethod\":\"GET\",\"requestContext\":{\"stage\":\"v1\"}}")
                        .path())
                .isEqualTo("/v1/models");
    }

    @Test
    void background_runs_are_not_available() throws JsonProcessingException {
        assertThat(request(
                                "{\"rawPath\":\"/\",\"headers\":{\"prefer\":\"respond-async\"},\"requestContext\":{\"http\":{\"method\":\"GET\"}}}")
                        .header("prefer"))
                .isEmpty();
    }

    @Test
    void only_front_ends_that_stream_get_a_stream() throws JsonProcessingException {
        String v2 = "{\"rawPath\":\"/\",\"requestContext\":{\"http\":{\"method\":\"GET\"},\"domainName\":\"%s\"}}";

        assertThat(event(v2.formatted("x.lambda-url.eu-central-1.on.aws")).canStream())
                .isTrue();
        assertThat(event(v2.formatted("x.execute-api.eu-central-1.amazonaws.com"))
                        .canStream())
                .isFalse();
    }

    @Test
    void other_events_are_not_http_requests() throws JsonProcessingException {
        for (String other : new String[] {
            "{\"suite\":\"a\"}", "{\"Records\":[]}", "{\"detail\":{}}", "[]", "1", "{\"requestContext\":{}}"
        }) {
            assertThat(HttpEvent.is(ResultMapper.MAPPER.readTree(other))).isFalse();
        }
    }

    @Test
    void binary_bodies_are_base64_and_cookies_are_written_for_both_versions() throws Exception {
        Response image = new Response.Whole(
                200, Map.of("content-type", "image/png", "set-cookie", "a=b"), new byte[] {(byte) 0xff, 0});

        JsonNode reply = ResultMapper.MAPPER.readTree(HttpEventResponse.whole(image, new byte[] {(byte) 0xff, 0}));

        assertThat(reply.path("isBase64Encoded").asBoolean()).isTrue();
        assertThat(reply.path("body").asText()).isEqualTo("/wA=");
        assertThat(reply.path("cookies").toString()).isEqualTo("[\"a=b\"]");
        assertThat(reply.path("multiValueHeaders").toString()).isEqualTo("{\"set-cookie\":[\"a=b\"]}");
        assertThat(reply.path("headers").has("set-cookie")).isFalse();
    }

    @Test
    void a_prelude_is_json_and_eight_zero_bytes() {
        byte[] prelude = HttpEventResponse.prelude(Response.json(200, Map.of()));

        assertThat(prelude).hasSizeLessThan(16 << 10).endsWith(new byte[8]);
        assertThat(new String(prelude, 0, prelude.length - 8, StandardCharsets.UTF_8))
                .isEqualTo("{\"statusCode\":200,\"headers\":{\"content-type\":\"application/json\"}}");
    }
}
