package org.llmtestbench.it;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.resilience.Wording.OPENAI;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.llmtestbench.resilience.MisbehavingServer;
import org.llmtestbench.resilience.Reply;

/** The HTTP function reveals no provider key, and logs prompts and answers only if configured. */
class FunctionSecretIT {
    private static final String BODY = "{\"provider\":\"openai\",\"prompt\":\"a quiet question\"}";

    private static Map<String, String> withKey(MisbehavingServer vendor) {
        return new TreeMap<>(Map.of(
                "LLM_TEST_BENCH_AUTH",
                "none",
                "LLM_TEST_BENCH_PROVIDERS_OPENAI_BASE_URL",
                vendor.baseUrl(),
                "OPENAI_API_KEY",
                Vendor.KEY));
    }

    private static String post(ServerProcess service, String body) {
        return given().baseUri(service.address())
                .contentType("application/json")
                .body(body)
                .post("/v1/completions")
                .asString();
    }

    @Test
    void a_key_that_the_provider_echoes_is_in_no_response_no_log_and_no_metric() {
        String echo = OPENAI.error("no", null, "Incorrect API key provided: " + Vendor.KEY + ".");
        try (MisbehavingServer vendor = new MisbehavingServer(Reply.json(401, echo));
                ServerProcess service = ServerProcess.start(withKey(vendor), List.of())) {
            assertThat(post(service, BODY)).contains("\"failure\":\"AUTHENTICATION\"");
            assertThat(post(service, BODY.replace("}", ",\"stream\":true}")))
                    .contains("\"failure\":\"AUTHENTICATION\"")
                    .doesNotContain(Vendor.KEY);
            String metrics =
                    given().baseUri(service.address()).get("/q/metrics").asString();
            assertThat(metrics).contains("error_type=\"AUTHENTICATION\"").doesNotContain(Vendor.KEY);
            assertThat(given().baseUri(service.address()).get("/v1/providers").asString())
                    .contains("\"openai\"")
                    .doesNotContain(Vendor.KEY);
            assertThat(service.stderr()).contains("failure=AUTHENTICATION").doesNotContain(Vendor.KEY);
        }
    }

    @Test
    void prompts_and_answers_are_in_the_log_only_with_log_content() {
        String answer = Bodies.whole("a quiet answer");
        try (MisbehavingServer vendor = new MisbehavingServer(Reply.json(200, answer))) {
            try (ServerProcess service = ServerProcess.start(withKey(vendor), List.of())) {
                assertThat(post(service, BODY)).contains("a quiet answer");
                assertThat(service.stderr())
                        .contains("POST /v1/completions 200")
                        .doesNotContain("quiet");
            }
            Map<String, String> open = withKey(vendor);
            open.put("LLM_TEST_BENCH_LOG_CONTENT", "true");
            try (ServerProcess service = ServerProcess.start(open, List.of())) {
                assertThat(post(service, BODY)).contains("a quiet answer");
                assertThat(service.stderr()).contains("a quiet question", "a quiet answer");
            }
        }
    }
}
