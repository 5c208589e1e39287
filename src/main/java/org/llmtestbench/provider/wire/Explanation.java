package org.llmtestbench.provider.wire;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;

/** Words for an error reply: what happened, and what to do about it. */
final class Explanation {
    private final Endpoint endpoint;
    private final String model;
    private final ErrorReply reply;
    private final Exchange exchange;

    Explanation(Endpoint endpoint, String model, ErrorReply reply, Exchange exchange) {
        this.endpoint = endpoint;
        this.model = model;
        this.reply = reply;
        this.exchange = exchange;
    }

    ProviderException exception() {
        Failure failure = reply.failure(model);
        Duration wait = exchange.retryAfter(reply.message()).orElse(null);
        ProviderException explained = failure.because(endpoint.key().redact(sentence(failure)));
        String hint = hint(failure, wait);
        explained = hint == null ? explained : explained.hint(endpoint.key().redact(hint));
        explained = wait == null ? explained : explained.retryAfter(wait);
        return switch (exchange.header("x-should-retry", "")) {
            case "true" -> explained.retryable(true);
            case "false" -> explained.retryable(false);
            default -> explained;
        };
    }

    private String sentence(Failure failure) {
        String name = endpoint.settings().name();
        String start = switch (failure) {
            case AUTHENTICATION -> name + " refused the key";
            case RATE_LIMITED -> name + " limits the rate";
            case QUOTA_EXHAUSTED -> name + " says that quota or credit is used up";
            case CONTEXT_LENGTH_EXCEEDED -> "The prompt does not fit " + model;
            case MODEL_NOT_FOUND -> name + " does not know the model '" + model + "'";
            case REFUSED -> "A content filter of " + name + " stopped the prompt";
            case TIMEOUT -> name + " did not get the request in time";
            case UNAVAILABLE -> name + " is not available";
            default -> name + " refused the request";
        };
        boolean saidAlready = failure == Failure.AUTHENTICATION && "invalid_api_key".equals(reply.code());
        String said = saidAlready || reply.message() == null ? "." : ": " + reply.message();
        return start + " (" + origin() + ")" + said;
    }

    private String origin() {
        String where = reply.status() == 200 ? "inside the answer" : "HTTP " + reply.status();
        return exchange.requestId() == null ? where : where + ", request " + exchange.requestId();
    }

    private String hint(Failure failure, Duration wait) {
        return switch (failure) {
            case AUTHENTICATION -> endpoint.key().hint();
            case RATE_LIMITED -> wait == null ? "Try again later." : "Try again in " + spoken(wait) + ".";
            case QUOTA_EXHAUSTED -> "Look at plan, limits and billing of this account.";
            case CONTEXT_LENGTH_EXCEEDED -> "Shorten the prompt, or choose a model with a larger context window.";
            case MODEL_NOT_FOUND -> "Check --model; a key may not be allowed to use every model.";
            case UNAVAILABLE, TIMEOUT -> "Try again later.";
            case INVALID_REQUEST -> hintForStatus();
            default -> null;
        };
    }

    private String hintForStatus() {
        if (reply.status() == 404) {
            return "Check base_url: " + endpoint.settings().baseUrl()
                    + " must end with the version segment, such as /v1.";
        }
        if (reply.status() >= 300 && reply.status() < 400) {
            return "Redirects are not followed with a key. Set base_url to the new address: "
                    + withoutSecrets(exchange.header("location", "none was given")) + ".";
        }
        return "The request itself is at fault: --dry-run shows what is sent.";
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
