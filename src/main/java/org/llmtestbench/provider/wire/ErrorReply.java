package org.llmtestbench.provider.wire;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.llmtestbench.provider.Failure;

/**
 * What a provider says when it does not answer, and the failure it amounts to. The words below are those of many
 * vendors; the same word means the same with all of them.
 *
 * @param status the HTTP status, or 200 when the error came inside an answer
 * @param type the provider's kind of error, or null
 * @param code the provider's finer code, or null
 * @param message the provider's sentence, or null
 * @param requestId the provider's id of the request where the body holds one, or null
 */
public record ErrorReply(int status, String type, String code, String message, String requestId) {
    private static final Set<String> QUOTA = Set.of(
            "insufficient_quota",
            "credit_balance_exhausted",
            "organization_spend_limit_exceeded",
            "project_spend_limit_exceeded",
            "organization_usage_limit_exceeded",
            "enforced_spend_limit_reached",
            "contract_spend_limit_reached",
            "billing_error");
    private static final Set<String> QUOTA_MESSAGES = Set.of(
            "your credit balance is too low", "you have reached your specified", "you exceeded your current quota");
    private static final Set<String> KEY = Set.of(
            "invalid_api_key", "authentication_error", "permission_error", "invalid_authentication", "api_key_invalid");
    private static final Set<String> KEY_MESSAGES = Set.of("incorrect api key provided", "invalid api key");
    private static final Set<String> MODEL = Set.of("model_not_found", "deploymentnotfound");
    private static final Set<String> RATE = Set.of("rate_limit_error", "rate_limit_exceeded", "slow_down");
    private static final Set<String> INVALID =
            Set.of("invalid_request_error", "not_found_error", "request_too_large", "conflict_error");
    private static final Set<String> TOO_LONG = Set.of(
            "maximum context length",
            "exceeds the context window",
            "input tokens exceed the configured limit",
            "reduce the length of the messages",
            "exceeds the available context size",
            "greater than the context length",
            "longer than the model's context length",
            "maximum prompt length is",
            "exceeded model token limit",
            "prompt is too long",
            "exceed context limit",
            "exceeds the maximum number of tokens",
            "input is too long for requested model",
            "exceeded max context length");

    /** An error whose body does not name the request. */
    public ErrorReply(int status, String type, String code, String message) {
        this(status, type, code, message, null);
    }

    /** The failure this amounts to; {@code model} is the one that was asked for, or empty. */
    public Failure failure(String model) {
        int effective = effectiveStatus();
        if (isQuota(effective)) {
            return Failure.QUOTA_EXHAUSTED;
        }
        if (isTooLong()) {
            return Failure.CONTEXT_LENGTH_EXCEEDED;
        }
        if (effective == 401 || effective == 403 || says(KEY) || begins(KEY_MESSAGES)) {
            return Failure.AUTHENTICATION;
        }
        if (says(MODEL) || (isNotFound(effective) && namesModel(model))) {
            return Failure.MODEL_NOT_FOUND;
        }
        if (says(Set.of("content_filter"))) {
            return Failure.REFUSED;
        }
        return byStatus(effective);
    }

    private Failure byStatus(int effective) {
        if (effective == 408) {
            return Failure.TIMEOUT;
        }
        if (effective == 429 || (effective < 300 && says(RATE))) {
            return lower().startsWith("request too large for") ? Failure.INVALID_REQUEST : Failure.RATE_LIMITED;
        }
        if (effective >= 500) {
            return Failure.UNAVAILABLE;
        }
        // inside an answer, what nobody knows is the provider's trouble and not the request's
        return effective >= 300 || says(INVALID) ? Failure.INVALID_REQUEST : Failure.UNAVAILABLE;
    }

    /** Inside a 200 the code is often the status that could not be sent any more. */
    private int effectiveStatus() {
        boolean numeric = status == 200 && code != null && code.matches("[45]\\d\\d");
        return numeric ? Integer.parseInt(code) : status;
    }

    private boolean isNotFound(int effective) {
        return effective == 404 || (effective < 300 && says(Set.of("not_found_error")));
    }

    private boolean isQuota(int effective) {
        return effective == 402 || says(QUOTA) || begins(QUOTA_MESSAGES);
    }

    private boolean isTooLong() {
        if (says(Set.of("context_length_exceeded"))) {
            return true;
        }
        String text = lower();
        boolean aboutRate = text.contains("rate limit") || text.contains("too many requests");
        return !aboutRate && status < 500 && status != 429 && TOO_LONG.stream().anyMatch(text::contains);
    }

    private boolean namesModel(String model) {
        String text = lower();
        return (!model.isEmpty() && text.contains(model.toLowerCase(Locale.ROOT)))
                || text.startsWith("model:")
                || text.contains("model `");
    }

    private boolean begins(Set<String> sentences) {
        return sentences.stream().anyMatch(lower()::startsWith);
    }

    private boolean says(Set<String> words) {
        return Stream.of(type, code).anyMatch(word -> word != null && words.contains(word.toLowerCase(Locale.ROOT)));
    }

    private String lower() {
        return message == null ? "" : message.toLowerCase(Locale.ROOT);
    }
}
