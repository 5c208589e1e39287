package org.llmtestbench.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.provider.Failure.AUTHENTICATION;
import static org.llmtestbench.provider.Failure.CONTEXT_LENGTH_EXCEEDED;
import static org.llmtestbench.provider.Failure.INVALID_REQUEST;
import static org.llmtestbench.provider.Failure.MODEL_NOT_FOUND;
import static org.llmtestbench.provider.Failure.QUOTA_EXHAUSTED;
import static org.llmtestbench.provider.Failure.RATE_LIMITED;
import static org.llmtestbench.provider.Failure.TIMEOUT;
import static org.llmtestbench.provider.Failure.UNAVAILABLE;

import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.llmtestbench.provider.Failure;

/** Every status, with JSON, with a page and with nothing; what may be retried is, and nothing else. */
@QuarkusTest
class StatusResilienceTest extends Misbehaving {
    private static final String MODEL_MISSING = "The model `a-model` does not exist or you do not have access to it.";
    private static final String BROKE = "You exceeded your current quota, please check your plan and billing details.";

    /** Groq's. */
    private static String perMinute(int limit, int requested) {
        return "Request too large for model `a-model` on tokens per minute (TPM): Limit %d, Requested %d, please reduce"
                        .formatted(limit, requested)
                + " your message size and try again.";
    }

    private record Row(Wording wording, int status, String type, String code, String message, Failure failure) {
        String body() {
            return wording.error(type, code, message);
        }
    }

    private static Row openAi(int status, String type, String code, String message, Failure failure) {
        return new Row(Wording.OPENAI, status, type, code, message, failure);
    }

    private static Row anthropic(int status, String type, String code, String message, Failure failure) {
        return new Row(Wording.ANTHROPIC, status, type, code, message, failure);
    }

    private static Stream<Row> openAi() {
        String invalid = "invalid_request_error";
        return Stream.of(
                openAi(400, invalid, "unsupported_value", "Unsupported value: 'temperature'.", INVALID_REQUEST),
                openAi(400, invalid, "string_above_max_length", "Invalid 'stop': string too long.", INVALID_REQUEST),
                openAi(400, invalid, "context_length_exceeded", "Too many tokens.", CONTEXT_LENGTH_EXCEEDED),
                openAi(400, invalid, null, "This model's maximum context length is 9 tokens.", CONTEXT_LENGTH_EXCEEDED),
                openAi(400, invalid, null, "Your input exceeds the context window.", CONTEXT_LENGTH_EXCEEDED),
                openAi(400, invalid, "model_not_found", MODEL_MISSING, MODEL_NOT_FOUND),
                openAi(400, invalid, "invalid_api_key", "Incorrect API key provided.", AUTHENTICATION),
                openAi(401, invalid, "invalid_api_key", "Incorrect API key provided.", AUTHENTICATION),
                openAi(401, invalid, null, "You didn't provide an API key.", AUTHENTICATION),
                openAi(402, null, null, "Insufficient balance.", QUOTA_EXHAUSTED),
                openAi(403, null, "unsupported_country_region_territory", "Not supported.", INVALID_REQUEST),
                openAi(404, invalid, "model_not_found", MODEL_MISSING, MODEL_NOT_FOUND),
                openAi(404, invalid, null, MODEL_MISSING, MODEL_NOT_FOUND),
                openAi(404, invalid, "unknown_url", "Unknown request URL.", INVALID_REQUEST),
                openAi(408, null, null, "Request timed out.", TIMEOUT),
                openAi(409, null, null, "Conflict.", INVALID_REQUEST),
                openAi(413, null, null, "Too large.", INVALID_REQUEST),
                openAi(413, "tokens", "rate_limit_exceeded", perMinute(6_000, 5_500), RATE_LIMITED),
                openAi(413, "tokens", "rate_limit_exceeded", perMinute(6_000, 7_241), INVALID_REQUEST),
                openAi(422, invalid, null, "Unprocessable.", INVALID_REQUEST),
                openAi(429, "requests", "rate_limit_exceeded", "Rate limit reached for a-model.", RATE_LIMITED),
                openAi(429, "rate_limit_error", "slow_down", "Slow down.", RATE_LIMITED),
                openAi(429, "tokens", "rate_limit_exceeded", "Request too large for a-model.", INVALID_REQUEST),
                openAi(429, "insufficient_quota", "insufficient_quota", BROKE, QUOTA_EXHAUSTED),
                openAi(429, "insufficient_quota", null, BROKE, QUOTA_EXHAUSTED),
                openAi(429, null, null, BROKE, QUOTA_EXHAUSTED),
                openAi(429, "x", "credit_balance_exhausted", "No.", QUOTA_EXHAUSTED),
                openAi(429, "x", "organization_spend_limit_exceeded", "No.", QUOTA_EXHAUSTED),
                openAi(429, "x", "project_spend_limit_exceeded", "No.", QUOTA_EXHAUSTED),
                openAi(429, "x", "organization_usage_limit_exceeded", "No.", QUOTA_EXHAUSTED),
                openAi(500, "server_error", "server_error", "The server had an error.", UNAVAILABLE),
                openAi(503, "service_unavailable_error", "server_is_overloaded", "Overloaded.", UNAVAILABLE),
                openAi(503, null, null, "The prompt is too long for this server.", CONTEXT_LENGTH_EXCEEDED));
    }

    private static Stream<Row> anthropic() {
        String invalid = "invalid_request_error";
        String limited = "rate_limit_error";
        return Stream.of(
                anthropic(400, invalid, null, "max_tokens: Field required", INVALID_REQUEST),
                anthropic(400, invalid, null, "prompt is too long: 9 tokens > 8 maximum", CONTEXT_LENGTH_EXCEEDED),
                anthropic(400, invalid, null, "input and max_tokens exceed context limit", CONTEXT_LENGTH_EXCEEDED),
                anthropic(400, invalid, null, "Your credit balance is too low to access it.", QUOTA_EXHAUSTED),
                anthropic(400, invalid, null, "You have reached your specified API usage limits.", QUOTA_EXHAUSTED),
                anthropic(400, invalid, null, "You have reached your specified workspace limits.", QUOTA_EXHAUSTED),
                anthropic(401, "authentication_error", null, "invalid x-api-key", AUTHENTICATION),
                anthropic(402, "billing_error", null, "Payment failed.", QUOTA_EXHAUSTED),
                anthropic(403, "permission_error", null, "Not for you.", AUTHENTICATION),
                anthropic(403, "forbidden", null, "Request not allowed", AUTHENTICATION),
                anthropic(404, "not_found_error", null, "model: a-model", MODEL_NOT_FOUND),
                anthropic(404, "not_found_error", null, "Not Found", INVALID_REQUEST),
                anthropic(408, "timeout_error", null, "Too slow.", TIMEOUT),
                anthropic(409, "conflict_error", null, "Conflict.", INVALID_REQUEST),
                anthropic(413, "request_too_large", null, "Over 32 MB.", INVALID_REQUEST),
                anthropic(422, invalid, null, "Unprocessable.", INVALID_REQUEST),
                anthropic(429, limited, null, "Too many requests.", RATE_LIMITED),
                anthropic(429, limited, "ramp_limit_exceeded", "Growing too fast.", RATE_LIMITED),
                anthropic(429, limited, "enforced_spend_limit_reached", "No.", QUOTA_EXHAUSTED),
                anthropic(429, limited, "contract_spend_limit_reached", "No.", QUOTA_EXHAUSTED),
                anthropic(500, "api_error", null, "Internal server error", UNAVAILABLE),
                anthropic(503, "api_error", null, "Key management is down.", UNAVAILABLE),
                anthropic(504, "timeout_error", null, "Took too long.", UNAVAILABLE),
                anthropic(529, "overloaded_error", null, "Overloaded", UNAVAILABLE));
    }

    static Stream<Arguments> errors() {
        return inEveryManner(Stream.concat(openAi(), anthropic()))
                .filter(row -> ((Row) row.get()[0]).wording() == ((Manner) row.get()[1]).wording());
    }

    static Stream<Arguments> statuses() {
        Map<Integer, Failure> meanings = new TreeMap<>(Map.of(
                400, INVALID_REQUEST,
                401, AUTHENTICATION,
                402, QUOTA_EXHAUSTED,
                403, AUTHENTICATION,
                404, INVALID_REQUEST,
                408, TIMEOUT,
                409, INVALID_REQUEST,
                413, INVALID_REQUEST,
                422, INVALID_REQUEST,
                429, RATE_LIMITED));
        IntStream.of(460, 499).forEach(status -> meanings.put(status, TIMEOUT));
        IntStream.of(501, 508, 511).forEach(status -> meanings.put(status, INVALID_REQUEST));
        IntStream.of(424, 425, 498, 500, 502, 503, 504, 520, 521, 522, 523, 524, 525, 526, 529, 530)
                .forEach(status -> meanings.put(status, UNAVAILABLE));
        return meanings.entrySet().stream()
                .flatMap(row ->
                        Stream.of(Manner.values()).map(manner -> Arguments.of(row.getKey(), row.getValue(), manner)));
    }

    /** Asks to be repeated soon, so that whatever may be repeated is. */
    private void assertFails(Manner manner, Reply reply, Failure failure) {
        int requests = failure.isRetryable() ? 3 : 1;
        try (MisbehavingServer server = new MisbehavingServer(reply.header("retry-after-ms", "1"))) {
            Ending ending = ask(manner, server, "max_retries", "2");
            ending.assertFails(failure, requests);
            assertThat(ending.spoken()).isEmpty();
            assertThat(ending.attempts()).allMatch(attempt -> attempt.failure() == failure);
            assertThat(server.calls()).isEqualTo(requests);
        }
    }

    @ParameterizedTest
    @MethodSource("errors")
    void an_error_is_known_by_its_status_type_code_and_words(Row row, Manner manner) {
        assertFails(manner, Reply.json(row.status(), row.body()), row.failure());
    }

    @ParameterizedTest
    @MethodSource("statuses")
    void a_status_with_a_page_or_with_nothing_speaks_for_itself(int status, Failure failure, Manner manner) {
        assertFails(manner, Reply.html(status, "<html><title>" + status + "</title></html>"), failure);
        assertFails(manner, Reply.status(status), failure);
    }

    @ParameterizedTest
    @MethodSource("oddBodies")
    void an_error_in_any_shape_is_understood(String body, Manner manner) {
        assertFails(manner, Reply.json(503, body), UNAVAILABLE);
        assertFails(manner, Reply.json(400, body), INVALID_REQUEST);
    }

    static Stream<Arguments> oddBodies() {
        return inEveryManner(Stream.of(
                "{\"error\":\"No.\"}",
                "{\"message\":\"No.\"}",
                "{\"detail\":[{\"loc\":[\"body\"],\"msg\":\"No.\"}]}",
                "{\"error\":{\"code\":503,\"message\":null}}",
                "{\"error\":[]}",
                "{\"error\":{\"message\":{\"a\":1}}}",
                "[{\"error\":1}]",
                "null",
                "7",
                "{\"error\":{\"message\":\"cut of",
                "[".repeat(20_000),
                "\u0000\u0001",
                "No."));
    }
}
