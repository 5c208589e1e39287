package org.llmtestbench.suite;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.llmtestbench.provider.ModelInfo;
import org.llmtestbench.provider.Provider;
import org.llmtestbench.provider.RequestPreview;
import org.llmtestbench.provider.TokenUsage;
import org.llmtestbench.runner.CallSpec;
import org.llmtestbench.runner.Target;

/**
 * A suite's target with its provider and model. All cases of the target share the provider, so that the endpoint's
 * limits apply to all of them together.
 *
 * @param model the id of the model, never null
 * @param modelInfo the catalog's information about the model
 * @param maxRetries the maximum number of attempts after the first
 * @param offline whether calls go to a simulator instead of the provider
 */
public record ResolvedTarget(
        SuiteTarget target, Provider provider, String model, ModelInfo modelInfo, int maxRetries, boolean offline) {
    /** An upper estimate of the bytes of a token. */
    private static final int BYTES_PER_TOKEN = 8;

    /** An upper estimate of the bytes of an answer without {@code max_tokens}. */
    private static final long ANSWER_BYTES = 64 << 10;

    /** The target of the calls' outcomes. */
    Target toTarget() {
        return new Target(target.provider(), model, offline);
    }

    CallSpec callSpec(PromptSpec prompt) {
        return new CallSpec(provider, prompt.toRequest(model), prompt.stream());
    }

    /** Whether the prices of prompt and answer tokens are known. */
    public boolean hasPrices() {
        return modelInfo.prices(1).cost(new TokenUsage(1, 1, 2, 0, 0, 0, true)).isPresent();
    }

    /** Estimates the cost of a call; sends nothing. Fails if the call would fail before it is sent. */
    public CostEstimate estimate(PromptSpec prompt) {
        RequestPreview preview = provider.preview(prompt.toRequest(model), prompt.stream());
        // a token has at least one byte
        long maxPromptTokens = preview.body().getBytes(StandardCharsets.UTF_8).length;
        Long maxTokens = preview.maxTokens();
        BigDecimal attempt = maxTokens == null
                ? null
                : modelInfo
                        .prices(maxPromptTokens)
                        .cost(new TokenUsage(maxPromptTokens, maxTokens, maxPromptTokens + maxTokens, 0, 0, 0, true))
                        .orElse(null);
        return new CostEstimate(
                preview.prompt().tokens(), preview.prompt().exact(), maxTokens, attempt, maxRetries + 1);
    }

    /** The maximum cost of judging an answer of this case, in US dollars; 0 if the price is not known. */
    BigDecimal judgeCostUsd(SuiteCase suiteCase) {
        Integer maxTokens = suiteCase.prompt().maxTokens();
        long answer = maxTokens == null ? ANSWER_BYTES : (long) maxTokens * BYTES_PER_TOKEN;
        long texts = suiteCase.prompt().prompt().length()
                + suiteCase.checks().stream()
                        .flatMap(check -> LlmJudge.in(check).stream())
                        .mapToLong(judge -> judge.check().rubric().length())
                        .sum();
        long maxPromptTokens = LlmJudge.INSTRUCTIONS.length() + 2 * BYTES_PER_TOKEN * texts + answer;
        long maxTotalTokens = maxPromptTokens + LlmJudge.MAX_REPLY_TOKENS;
        TokenUsage usage = new TokenUsage(maxPromptTokens, LlmJudge.MAX_REPLY_TOKENS, maxTotalTokens, 0, 0, 0, true);
        return modelInfo
                .prices(maxPromptTokens)
                .cost(usage)
                .map(usd -> usd.multiply(BigDecimal.valueOf(maxRetries + 1)))
                .orElse(BigDecimal.ZERO);
    }
}
