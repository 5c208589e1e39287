package org.llmtestbench.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.it.Program.testCommand;
import static org.llmtestbench.it.Program.with;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.llmtestbench.it.Program.Run;

/** Failures before the answer begins: exit code, message, and number of requests. */
class FailureIT {
    @RegisterExtension
    static final Vendor vendor = new Vendor();

    private static void assertFails(Run run, int exitCode, String stderr) {
        assertThat(run).isEqualTo(new Run(exitCode, "", stderr));
        assertThat(vendor.calls()).isEqualTo(1);
    }

    @Test
    void a_missing_key_is_named_and_nothing_is_sent() {
        Run run = testCommand(vendor, "Hi", "--json").without("OPENAI_API_KEY").run();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.stderr()).isEqualTo("""
                error: openai needs a key: the environment variable OPENAI_API_KEY is not set.
                hint:  Set OPENAI_API_KEY, or try it without a key: --offline.
                """);
        assertThat(vendor.calls()).isZero();
        Result result = Result.of(run.stdout());
        result.assertShape();
        assertThat(result.json()).isEqualTo(Bodies.json("""
                {"schema_version":1,"provider":"openai","model":"gpt-6-luna","response_model":null,"id":null,
                 "content":"","finish_reason":null,"raw_finish_reason":null,"offline":false,"usage":null,
                 "cost_usd":null,"timings":null,"attempts":[],"warnings":[],
                 "error":{"failure":"AUTHENTICATION","exit_code":1,
                  "message":"openai needs a key: the environment variable OPENAI_API_KEY is not set.",
                  "hint":"Set OPENAI_API_KEY, or try it without a key: --offline.","retryable":false}}"""));
    }

    @Test
    void a_rejected_key_ends_with_1() {
        vendor.refuses(401, "invalid_request_error", "invalid_api_key", "Incorrect API key provided: sk-pr*6789.");

        assertFails(testCommand(vendor, "Hi").run(), 1, """
                error: openai refused the key (HTTP 401, request req_1).
                hint:  Set OPENAI_API_KEY to a valid key.
                """);
    }

    @Test
    void a_rate_limit_ends_with_2() {
        vendor.refuses(429, "requests", "rate_limit_exceeded", "Rate limit reached.", "retry-after", "20");

        assertFails(testCommand(vendor, "Hi", "--stream").run(), 2, """
                error: openai limits the rate (HTTP 429, request req_1): Rate limit reached.
                hint:  Try again in 20 s.
                """);
    }

    @Test
    void a_very_short_deadline_is_reported_in_one_line() {
        Run run = with("test", "openai", "Hi", "--offline", "--deadline", "1ms").run();

        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(run.stdout()).isEmpty();
        // on a busy machine the deadline can pass after the request was sent
        assertThat(run.stderr())
                .matches("error: (Nothing was sent to openai|openai gave no complete answer)"
                        + " within the deadline of 0\\.001 s\\.\n"
                        + "hint:  Try again later, or allow more time: --deadline\\.\n");
    }

    @Test
    void the_wait_of_a_rate_limit_is_respected_and_every_attempt_is_reported() {
        for (int i = 0; i < 2; i++) {
            vendor.refuses(429, "requests", "rate_limit_exceeded", "Too many.", "retry-after-ms", "1");
        }
        Run run = testCommand(vendor.answers("Yes."), "Hi", "--json", "--verbose")
                .setting("MAX_RETRIES", "2")
                .run();

        assertThat(run.exitCode()).isZero();
        assertThat(vendor.calls()).isEqualTo(3);
        Result result = Result.of(run.stdout());
        result.assertShape();
        assertThat(result.json().path("attempts").findValuesAsText("status")).containsExactly("429", "429", "200");
        assertThat(result.json().path("attempts").findValuesAsText("failure"))
                .containsExactly("RATE_LIMITED", "RATE_LIMITED", "null");
        assertThat(result.json().path("attempts").findValuesAsText("wait_reason"))
                .containsExactly("null", "retry-after", "retry-after");
        assertThat(result.json().path("attempts").path(0).path("wait_ms").asDouble())
                .isZero();
        assertThat(result.json().path("attempts").path(2).path("wait_ms").asDouble())
                .isGreaterThanOrEqualTo(1);
        assertThat(result.timing("waited_ms")).isGreaterThanOrEqualTo(2);
        assertThat(run.stderr())
                .matches("attempt 1 · HTTP 429 · RATE_LIMITED · [0-9.]+ m?s · request req_1\n"
                        + "waiting 1.0 ms \\(retry-after\\)\n"
                        + "attempt 2 · waited [0-9.]+ m?s \\(retry-after\\) · HTTP 429 · RATE_LIMITED · [0-9.]+ m?s"
                        + " · request req_1\n"
                        + "waiting 1.0 ms \\(retry-after\\)\n"
                        + "attempt 3 · waited [0-9.]+ m?s \\(retry-after\\) · HTTP 200 · answered · [0-9.]+ m?s"
                        + " · request req_1\n");
    }

    @Test
    void an_exhausted_quota_is_not_retried() {
        vendor.refuses(
                429,
                "insufficient_quota",
                "insufficient_quota",
                "You exceeded your current quota.",
                "retry-after-ms",
                "1");

        assertFails(testCommand(vendor, "Hi").setting("MAX_RETRIES", "2").run(), 4, """
                error: openai says that quota or credit is used up (HTTP 429, request req_1): \
                You exceeded your current quota.
                hint:  Look at plan, limits and billing of this account.
                """);
    }

    @Test
    void a_prompt_that_does_not_fit_ends_with_3() {
        vendor.refuses(400, "invalid_request_error", "context_length_exceeded", "Your input is too long.");

        assertFails(testCommand(vendor, "Hi").run(), 3, """
                error: The prompt does not fit gpt-6-luna (HTTP 400, request req_1): Your input is too long.
                hint:  Shorten the prompt, or choose a model with a larger context window.
                """);
    }

    @Test
    void an_unknown_model_ends_with_8() {
        vendor.refuses(404, "invalid_request_error", "model_not_found", "The model `gpt-9` does not exist.");

        assertFails(testCommand(vendor, "Hi", "-m", "gpt-9").run(), 8, """
                error: openai does not know the model 'gpt-9' (HTTP 404, request req_1): \
                The model `gpt-9` does not exist.
                hint:  Check --model; a key may not be allowed to use every model.
                """);
    }

    @Test
    void any_other_404_ends_with_9_and_the_hint_names_base_url() {
        vendor.replies(404, "{\"detail\":\"Not Found\"}");

        assertFails(testCommand(vendor, "Hi").run(), 9, """
                error: openai refused the request (HTTP 404, request req_1): Not Found
                hint:  Check base_url: %s must end with the version segment, such as /v1.
                """.formatted(vendor.baseUrl()));
    }

    @Test
    void a_redirect_is_not_followed_with_the_key() {
        vendor.replies(307, "", "location", vendor.baseUrl() + "/elsewhere");

        assertFails(testCommand(vendor, "Hi").run(), 9, """
                error: openai refused the request (HTTP 307, request req_1).
                hint:  Redirects are not followed with a key. Set base_url to the new address: %s/elsewhere.
                """.formatted(vendor.baseUrl()));
    }

    @Test
    void a_server_error_or_overload_ends_with_7_after_all_retries() {
        for (int status : new int[] {500, 503, 529}) {
            vendor.refuses(status, "server_error", null, "We are sorry.", "retry-after-ms", "1");
        }
        Run run = testCommand(vendor, "Hi").setting("MAX_RETRIES", "2").run();

        assertThat(run)
                .isEqualTo(new Run(
                        7,
                        "",
                        "error: openai is not available (HTTP 529, request req_1): We are sorry.\n"
                                + "hint:  Try again later.\n"));
        assertThat(vendor.calls()).isEqualTo(3);
    }
}
