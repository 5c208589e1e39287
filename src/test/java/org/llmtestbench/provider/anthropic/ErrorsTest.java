package org.llmtestbench.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.client.ErrorBodyParser;

/** The rows of the vendor's table of errors. */
class ErrorsTest {
    private static Failure failure(int status, String body) {
        return ErrorBodyParser.read(status, body.getBytes(StandardCharsets.UTF_8))
                .failure("claude-x");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | invalid_request_error | | messages.0: Input does not match the expected shape. | INVALID_REQUEST",
                "400 | invalid_request_error | | prompt is too long: 210000 tokens > 200000 maximum | CONTEXT_LENGTH_EXCEEDED",
                "400 | invalid_request_error | | input length and `max_tokens` exceed context limit: 9 + 8 > 10 | CONTEXT_LENGTH_EXCEEDED",
                "400 | invalid_request_error | | max_tokens: 9 > 8, which is the maximum for claude-x | INVALID_REQUEST",
                "400 | invalid_request_error | | This model does not support assistant message prefill. | INVALID_REQUEST",
                "400 | invalid_request_error | | anthropic-version: 2024-01-01 is not a valid version | INVALID_REQUEST",
                "400 | invalid_request_error | | Your credit balance is too low to access the API. | QUOTA_EXHAUSTED",
                "400 | invalid_request_error | | You have reached your specified workspace API usage limits. | QUOTA_EXHAUSTED",
                "400 | invalid_request_error | | You have reached your specified API usage limits. | QUOTA_EXHAUSTED",
                "401 | authentication_error | | invalid x-api-key | AUTHENTICATION",
                "402 | billing_error | | There is a problem with your payment. | QUOTA_EXHAUSTED",
                "403 | permission_error | | Not with this key. | AUTHENTICATION",
                "403 | forbidden | | Request not allowed | AUTHENTICATION",
                "404 | not_found_error | | model: claude-x | MODEL_NOT_FOUND",
                "404 | not_found_error | | model: claude-y | MODEL_NOT_FOUND",
                "404 | not_found_error | | Not found | INVALID_REQUEST",
                "408 | timeout_error | | Request timed out | TIMEOUT",
                "409 | conflict_error | | Conflict | INVALID_REQUEST",
                "413 | request_too_large | | Request exceeds the maximum size | INVALID_REQUEST",
                "422 | invalid_request_error | | no | INVALID_REQUEST",
                "429 | rate_limit_error | | This request would exceed your rate limit. | RATE_LIMITED",
                "429 | rate_limit_error | ramp_limit_exceeded | Usage grows too fast. | RATE_LIMITED",
                "429 | rate_limit_error | enforced_spend_limit_reached | Until next month. | QUOTA_EXHAUSTED",
                "429 | rate_limit_error | contract_spend_limit_reached | No more. | QUOTA_EXHAUSTED",
                "500 | api_error | | Internal server error | UNAVAILABLE",
                "503 | api_error | | Try later | UNAVAILABLE",
                "504 | timeout_error | | Took too long | UNAVAILABLE",
                "529 | overloaded_error | | Overloaded | UNAVAILABLE",
            })
    void every_error_is_mapped_to_a_failure(int status, String type, String code, String message, Failure failure) {
        String details = code == null ? "" : ",\"details\":{\"error_code\":\"" + code + "\"}";
        assertThat(failure(
                        status,
                        "{\"type\":\"error\",\"error\":{\"type\":\"" + type + "\",\"message\":\"" + message + "\""
                                + details + "},\"request_id\":\"req_1\"}"))
                .isEqualTo(failure);
    }

    @ParameterizedTest
    @CsvSource({
        "403, AUTHENTICATION",
        "404, INVALID_REQUEST",
        "413, INVALID_REQUEST",
        "429, RATE_LIMITED",
        "502, UNAVAILABLE",
        "520, UNAVAILABLE",
        "529, UNAVAILABLE",
    })
    void html_error_pages_are_mapped_by_status(int status, Failure failure) {
        assertThat(failure(status, "<html><title>" + status + ": api.anthropic.com</title></html>"))
                .isEqualTo(failure);
    }
}
