package org.llmtestbench.provider.client;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The machine-readable words of vendors, by what they mean. The same word means the same with all of them; upper and
 * lower case and punctuation do not matter, so {@code ModelNotFound} is {@code model_not_found}.
 */
final class ErrorCodes {
    private static final Map<ErrorCause, Set<String>> CODES = new EnumMap<>(ErrorCause.class);

    static {
        // OpenAI, Azure, Anthropic, DeepSeek, OpenRouter, Perplexity and everybody who copies them
        codes(
                ErrorCause.QUOTA,
                "insufficient_quota",
                "insufficient_balance",
                "insufficient_credits",
                "insufficient_funds",
                "credit_balance_exhausted",
                "credit_balance_too_low",
                "organization_spend_limit_exceeded",
                "project_spend_limit_exceeded",
                "organization_usage_limit_exceeded",
                "enforced_spend_limit_reached",
                "contract_spend_limit_reached",
                "billing_hard_limit_reached",
                "billing_error",
                "billing_not_active",
                "usage_limit_reached",
                "usage_not_included",
                "quota_exhausted",
                "payment_required",
                "payment_required_error",
                // one-api and new-api
                "insufficient_user_quota",
                "pre_consume_token_quota_failed",
                // Moonshot, Groq, LiteLLM, xAI
                "exceeded_current_quota_error",
                "blocked_api_access",
                "budget_exceeded",
                "BudgetExceededError",
                "personal-team-blocked:spending-limit",
                // DashScope, Volcengine, Baidu
                "Arrearage",
                "AllocationQuota.FreeTierOnly",
                "AccountOverdueError",
                "account_overdue",
                "error_code 17",
                "error_code 19",
                // Google, AWS
                "BILLING_DISABLED",
                "ServiceQuotaExceededException",
                // Zhipu: arrears, daily calls, usage of the plan, end of the plan; MiniMax: balance, usage of the plan
                "1113",
                "1304",
                "1308",
                "1309",
                "1310",
                "base_resp 1008",
                "base_resp 2056");
        codes(
                ErrorCause.REGION,
                "unsupported_country_region_territory",
                "unsupported_country",
                "unsupported_region",
                "unsupported_location",
                "region_not_supported",
                "location_not_supported",
                "country_not_supported");
        codes(
                ErrorCause.MODERATION,
                "content_filter",
                "content_filter_error",
                "content_filtered",
                "content_policy_violation",
                "ContentPolicyViolationError",
                "content_moderation",
                "content_violation",
                "moderation_blocked",
                "moderation_error",
                "ResponsibleAIPolicyViolation",
                "safety_check_failed",
                "PROHIBITED_CONTENT",
                "guardrail_intervened",
                // DashScope, Volcengine, Zhipu, MiniMax (prompt, answer)
                "DataInspectionFailed",
                "SensitiveContentDetected",
                "InputTextSensitiveContentDetected",
                "OutputTextSensitiveContentDetected",
                "1301",
                "base_resp 1026",
                "base_resp 1027");
        codes(
                ErrorCause.PROMPT_TOO_LONG,
                "context_length_exceeded",
                "context_window_exceeded",
                "model_context_window_exceeded",
                "ContextWindowExceededError",
                "context_length_error",
                "context_overflow",
                "max_context_length_exceeded",
                "prompt_too_long",
                "input_too_long",
                "input_length_exceeded",
                // llama.cpp, GitHub Models, Copilot, Kiro, Zhipu, Baidu, MiniMax
                "exceed_context_size_error",
                "tokens_limit_reached",
                "model_max_prompt_tokens_exceeded",
                "CONTENT_LENGTH_EXCEEDS_THRESHOLD",
                "1261",
                "error_code 336103",
                "base_resp 1039");
        codes(
                ErrorCause.MODEL,
                "model_not_found",
                "model_not_found_error",
                "model_not_exist",
                "model_not_supported",
                "model_not_available",
                "unknown_model",
                "unsupported_model",
                "invalid_model",
                "invalid_model_error",
                "no_such_model",
                "model_decommissioned",
                "model_deprecated",
                "model_retired",
                "model_terminated",
                "DeploymentNotFound",
                // Databricks, Volcengine, AWS, Zhipu
                "ENDPOINT_NOT_FOUND",
                "RESOURCE_DOES_NOT_EXIST",
                "InvalidEndpointOrModel.NotFound",
                "InvalidEndpointOrModel",
                "ModelNotOpen",
                "ResourceNotFoundException",
                "1211");
        codes(
                ErrorCause.RATE_LIMIT,
                "rate_limit_error",
                "rate_limit_exceeded",
                "rate_limit_reached",
                "rate_limit_reached_error",
                "rate_limit",
                "rate_limited",
                "RateLimitError",
                "requests_limit_exceeded",
                "rpm_rate_limit_exceeded",
                "tpm_rate_limit_exceeded",
                "too_many_requests",
                "TooManyRequestsException",
                "slow_down",
                "RESOURCE_EXHAUSTED",
                "ThrottlingException",
                "throttled",
                "throttling",
                "Throttling.RateQuota",
                "Throttling.BurstRate",
                "Throttling.AllocationQuota",
                "limit_requests",
                "limit_burst_rate",
                "policies.ratelimit.QuotaViolation",
                "policies.ratelimit.SpikeArrestViolation",
                // Zhipu, Baidu, MiniMax
                "1302",
                "1303",
                "error_code 18",
                "base_resp 1002",
                "base_resp 1041");
        codes(
                ErrorCause.KEY,
                "invalid_api_key",
                "incorrect_api_key",
                "missing_api_key",
                "expired_api_key",
                "api_key_invalid",
                "api_key_expired",
                "invalid_authentication",
                "invalid_authentication_error",
                "incorrect_api_key_error",
                "authentication_error",
                "AuthenticationError",
                "authentication_failed",
                "authentication_fails",
                "authentication_required",
                "UNAUTHENTICATED",
                "unauthorized",
                "invalid_iam_token",
                "CREDENTIALS_MISSING",
                "ACCESS_TOKEN_EXPIRED",
                // AWS
                "UnrecognizedClientException",
                "InvalidClientTokenId",
                "ExpiredTokenException",
                "InvalidSignatureException",
                "IncompleteSignature",
                "MissingAuthenticationToken",
                "MissingAuthenticationTokenException",
                // Baidu, MiniMax
                "error_code 110",
                "error_code 111",
                "base_resp 1004",
                "base_resp 2049");
        codes(
                ErrorCause.PERMISSION,
                "permission_error",
                "permission_denied",
                "permission_denied_error",
                "access_denied",
                "AccessDeniedException",
                "Model.AccessDenied",
                "model_access_denied",
                "API_KEY_SERVICE_BLOCKED",
                "SERVICE_DISABLED",
                "FTUFormNotFilled",
                "1220");
        codes(
                ErrorCause.ACCOUNT,
                "account_deactivated",
                "account_disabled",
                "account_suspended",
                "organization_on_hold",
                "organization_disabled",
                "CONSUMER_SUSPENDED");
        codes(ErrorCause.TIMEOUT, "DEADLINE_EXCEEDED", "ModelTimeoutException", "request_timeout", "base_resp 1001");
        codes(
                ErrorCause.UNAVAILABLE,
                "overloaded_error",
                "server_is_overloaded",
                "server_overloaded",
                "engine_overloaded_error",
                "model_overloaded",
                "ModelNotReadyException",
                "UNAVAILABLE",
                "base_resp 1000",
                "base_resp 1013",
                "base_resp 1024",
                "base_resp 1033");
        codes(
                ErrorCause.INVALID,
                "invalid_request_error",
                "invalid_request",
                "InvalidRequestError",
                "bad_request",
                "bad_request_error",
                "BadRequestError",
                "not_found_error",
                "request_too_large",
                "conflict_error",
                "validation_error",
                "ValidationException",
                "unprocessable_entity",
                "unprocessable_entity_error",
                "unsupported_parameter",
                "unsupported_value",
                "invalid_value",
                "invalid_parameter",
                "invalid_parameter_error",
                "InvalidParameter",
                "INVALID_ARGUMENT",
                "FAILED_PRECONDITION",
                "OUT_OF_RANGE",
                "missing_required_parameter",
                "not_supported_error",
                "tool_use_failed",
                "1210",
                "1214",
                "base_resp 2013");
    }

    private ErrorCodes() {}

    private static void codes(ErrorCause cause, String... codes) {
        CODES.put(cause, Stream.of(codes).map(ErrorCodes::normal).collect(Collectors.toUnmodifiableSet()));
    }

    /** A code without case and punctuation; what stands before {@code #} in names of AWS is the service. */
    static String normal(String code) {
        return code.replaceFirst("^.*#", "").replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
    }

    /** @param found codes as {@link #normal} makes them */
    static boolean contains(ErrorCause cause, Set<String> found) {
        return found.stream().anyMatch(CODES.getOrDefault(cause, Set.of())::contains);
    }
}
