package org.llmtestbench.provider.client;

import org.llmtestbench.provider.Failure;

/** What an error reply means. Several causes share a failure; their sentence and their hint differ. */
enum ErrorCause {
    /** The quota, the credit or the budget of the account is used up. */
    QUOTA(Failure.QUOTA_EXHAUSTED),
    /** The country, the region or the law excludes the caller. */
    REGION(Failure.INVALID_REQUEST),
    /** A content filter or a moderation stopped the prompt or the answer. */
    MODERATION(Failure.REFUSED),
    /** The prompt does not fit the model's context window. */
    PROMPT_TOO_LONG(Failure.CONTEXT_LENGTH_EXCEEDED),
    /** The request asks for more output tokens than the model gives. */
    OUTPUT_TOO_LONG(Failure.INVALID_REQUEST),
    /** A firewall or a challenge page in front of the provider stopped the request. */
    BLOCKED(Failure.INVALID_REQUEST),
    /** The model is unknown, retired or not served here. */
    MODEL(Failure.MODEL_NOT_FOUND),
    /** One request needs more tokens than the limit per minute allows, so waiting does not help. */
    LARGER_THAN_RATE_LIMIT(Failure.INVALID_REQUEST),
    /** Too many requests or tokens for now. */
    RATE_LIMIT(Failure.RATE_LIMITED),
    /** The key is missing, wrong, expired or disabled. */
    KEY(Failure.AUTHENTICATION),
    /** The key, or the caller, lacks a permission. */
    PERMISSION(Failure.AUTHENTICATION),
    /** The account, not the key, is disabled. */
    ACCOUNT(Failure.AUTHENTICATION),
    /** A server gave up waiting. */
    TIMEOUT(Failure.TIMEOUT),
    /** The provider is overloaded, broken or not there. */
    UNAVAILABLE(Failure.UNAVAILABLE),
    /** The body has more bytes than a server accepts. */
    BODY_TOO_LARGE(Failure.INVALID_REQUEST),
    /** The path of the request is unknown. */
    PATH(Failure.INVALID_REQUEST),
    /** The address has changed. */
    REDIRECT(Failure.INVALID_REQUEST),
    /** The request is refused for another reason. */
    INVALID(Failure.INVALID_REQUEST);

    private final Failure failure;

    ErrorCause(Failure failure) {
        this.failure = failure;
    }

    Failure failure() {
        return failure;
    }
}
