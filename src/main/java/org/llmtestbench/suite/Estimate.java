package org.llmtestbench.suite;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.llmtestbench.provider.CompletionRequest;
import org.llmtestbench.provider.ModelInfo;
import org.llmtestbench.provider.Preview;
import org.llmtestbench.provider.Provider;
import org.llmtestbench.provider.TokenUsage;

/**
 * What one call can cost before it is made.
 *
 * @param promptTokens of the texts, as {@code tokens} would count them
 * @param exact whether that is more than an estimate
 * @param maxTokens the longest answer; null when it has no known bound
 * @param attemptUsd the most that one attempt can cost: a token for every byte of the request, and the longest answer;
 *     null when a price or the longest answer is not known
 * @param attempts how many there may be, retries included
 */
public record Estimate(long promptTokens, boolean exact, Long maxTokens, BigDecimal attemptUsd, int attempts) {
    /** Something that is not sent, so that it costs nothing. */
    static final Estimate NOTHING = new Estimate(0, true, 0L, BigDecimal.ZERO, 1);

    /**
     * What this call can cost; sends nothing. Fails when it would not be sent.
     *
     * @param known what is known of the model
     * @param maxRetries attempts after the first
     */
    public static Estimate of(
            Provider provider, CompletionRequest request, boolean streamed, ModelInfo known, int maxRetries) {
        Preview preview = provider.preview(request, streamed);
        // no token is shorter than a byte
        long most = preview.body().getBytes(StandardCharsets.UTF_8).length;
        Long longest = preview.maxTokens();
        BigDecimal attempt = longest == null
                ? null
                : known.prices(most)
                        .cost(new TokenUsage(most, longest, most + longest, 0, 0, 0, true))
                        .orElse(null);
        return new Estimate(preview.prompt().tokens(), preview.prompt().exact(), longest, attempt, maxRetries + 1);
    }

    /** The most that the call can cost with all its attempts; null when that is not known. */
    public BigDecimal ceilingUsd() {
        return attemptUsd == null ? null : attemptUsd.multiply(BigDecimal.valueOf(attempts));
    }

    /** The same where what is not known was allowed to count nothing. */
    BigDecimal reserved() {
        return attemptUsd == null ? BigDecimal.ZERO : ceilingUsd();
    }
}
