package org.llmtestbench.provider.client;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import org.llmtestbench.provider.ProviderException;

/** Words for an error reply: what happened, and what to do about it. */
final class ErrorMessages {
    private final Endpoint endpoint;
    private final String model;
    private final ErrorResponse reply;
    private final CallAttempt attempt;

    ErrorMessages(Endpoint endpoint, String model, ErrorResponse reply, CallAttempt attempt) {
        this.endpoint = endpoint;
        this.model = model;
        this.reply = reply;
        this.attempt = attempt;
    }

    ProviderException exception() {
        ErrorCause cause = reply.cause(model);
        Duration wait = reply.details().retryAfter();
        ProviderException explained = cause.failure().because(endpoint.key().redact(sentence(cause)));
        String hint = hint(cause, wait);
        explained = hint == null ? explained : explained.hint(endpoint.key().redact(hint));
        explained = wait == null ? explained : explained.retryAfter(wait);
        return switch (attempt.header("x-should-retry", "")) {
            case "true" -> explained.retryable(true);
            case "false" -> explained.retryable(false);
            default -> explained;
        };
    }

    private String sentence(ErrorCause cause) {
        boolean saidAlready = cause == ErrorCause.KEY && "invalid_api_key".equals(reply.code());
        String said = saidAlready || reply.message() == null ? "." : ": " + reply.message();
        return beginning(cause) + " (" + origin() + ")" + said;
    }

    private String beginning(ErrorCause cause) {
        String name = endpoint.settings().name();
        return switch (cause) {
            case KEY -> name + " refused the key";
            case PERMISSION -> name + " does not permit the request";
            case ACCOUNT -> name + " has disabled the account";
            case REGION -> name + " does not serve this country or region";
            case BLOCKED -> "A firewall in front of " + name + " blocked the request";
            case RATE_LIMIT -> name + " limits the rate";
            case LARGER_THAN_RATE_LIMIT -> "The request is larger than the rate limit of " + name;
            case QUOTA -> name + " says that quota or credit is used up";
            case PROMPT_TOO_LONG -> "The prompt does not fit " + model;
            case MODEL -> name + " does not know the model '" + model + "'";
            case MODERATION -> "A content filter of " + name + " stopped the prompt";
            case TIMEOUT -> name + " did not get the request in time";
            case UNAVAILABLE -> name + " is not available";
            default -> name + " refused the request";
        };
    }

    private String origin() {
        String where = reply.status() == 200 ? "inside the answer" : "HTTP " + reply.status();
        return attempt.requestId() == null ? where : where + ", request " + attempt.requestId();
    }

    private String hint(ErrorCause cause, Duration wait) {
        return switch (cause) {
            case KEY ->
                endpoint.settings().credentials() == null
                        ? endpoint.key().hint()
                        : "Check the user name and the password in base_url.";
            case PERMISSION ->
                reply.details().page() || reply.message() == null
                        ? "Check what the key is allowed to do; a server between here and "
                                + endpoint.settings().name() + " may also have refused the request."
                        : "Check what the key and its project are allowed to do.";
            case ACCOUNT -> "Ask " + endpoint.settings().name() + " about the account.";
            case REGION -> "Choose a provider, an endpoint or a model that serves this region.";
            case BLOCKED ->
                "The key is not the cause. Check proxy, VPN and base_url, or ask the operator to allow"
                        + " this address.";
            case RATE_LIMIT -> wait == null ? "Try again later." : "Try again in " + spoken(wait) + ".";
            case LARGER_THAN_RATE_LIMIT ->
                "Waiting does not help: shorten the prompt, lower --max-tokens, or ask for" + " a higher limit.";
            case QUOTA -> "Look at plan, limits and billing of this account.";
            case PROMPT_TOO_LONG -> "Shorten the prompt, or choose a model with a larger context window.";
            case OUTPUT_TOO_LONG -> "Lower --max-tokens: the model gives fewer output tokens.";
            case BODY_TOO_LARGE -> "Shorten the prompt: the body of the request is too large.";
            case MODEL -> "Check --model; a key may not be allowed to use every model.";
            case MODERATION -> null;
            case UNAVAILABLE, TIMEOUT -> "Try again later.";
            case PATH ->
                "Check base_url: " + endpoint.settings().baseUrl() + " must end with the version segment, such as /v1.";
            case REDIRECT ->
                "Redirects are not followed with a key. Set base_url to the new address: "
                        + withoutSecrets(attempt.header("location", "none was given")) + ".";
            case INVALID -> "The request itself is at fault: --dry-run shows what is sent.";
        };
    }

    /** What to do about a time-out of ours, by the setting that holds it. */
    static String moreTime(String setting) {
        return "Try again later, or allow more time: --" + setting.replace('_', '-') + ".";
    }

    /** Query, fragment and user of an address are none of the screen's business. */
    private static String withoutSecrets(String address) {
        return address.replaceFirst("[?#].*", "").replaceFirst("//[^/@]*@", "//");
    }

    static String spoken(Duration wait) {
        double seconds = wait.toMillis() / 1000.0;
        if (seconds >= 120) {
            return Math.round(seconds / 60) + " min";
        }
        BigDecimal shown = BigDecimal.valueOf(seconds).setScale(seconds < 1 ? 3 : 1, RoundingMode.HALF_UP);
        return shown.stripTrailingZeros().toPlainString() + " s";
    }
}
