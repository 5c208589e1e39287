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
 * A suite's target, ready to be asked. All its cases share the provider, so that the endpoint's limits hold for them
 * together.
 *
 * @param model who answers, never null
 * @param known what is known of that model
 * @param maxRetries attempts after the first
 * @param offline whether a simulator stands in
 */
public record ResolvedTarget(
        SuiteTarget target, Provider provider, String model, ModelInfo known, int maxRetries, boolean offline) {
    /** Bytes of a token that is long, and of an answer without a bound that is. */
    private static final int LONG_TOKEN = 8;

    private static final long LONG_ANSWER = 64 << 10;

    /** The same as outcomes name it. */
    Target asked() {
        return new Target(target.provider(), model, offline);
    }

    CallSpec trial(PromptSpec prompt) {
        return new CallSpec(provider, prompt.to(model), prompt.stream());
    }

    /** Whether tokens of prompts and answers have a known price. */
    public boolean hasPrices() {
        return known.prices(1).cost(new TokenUsage(1, 1, 2, 0, 0, 0, true)).isPresent();
    }

    /** What a call with this question can cost; sends nothing. Fails when the question would not be sent. */
    public CostEstimate estimate(PromptSpec prompt) {
        RequestPreview preview = provider.preview(prompt.to(model), prompt.stream());
        // no token is shorter than a byte
        long most = preview.body().getBytes(StandardCharsets.UTF_8).length;
        Long longest = preview.maxTokens();
        BigDecimal attempt = longest == null
                ? null
                : known.prices(most)
                        .cost(new TokenUsage(most, longest, most + longest, 0, 0, 0, true))
                        .orElse(null);
        return new CostEstimate(preview.prompt().tokens(), preview.prompt().exact(), longest, attempt, maxRetries + 1);
    }

    /** The most that a judge's opinion on an answer to this can cost; nothing where its price is not known. */
    BigDecimal judgeCostUsd(SuiteCase one) {
        Integer longest = one.prompt().maxTokens();
        long answer = longest == null ? LONG_ANSWER : (long) longest * LONG_TOKEN;
        long texts = one.prompt().prompt().length()
                + one.checks().stream()
                        .flatMap(check -> LlmJudge.in(check).stream())
                        .mapToLong(rubric -> rubric.check().rubric().length())
                        .sum();
        long most = LlmJudge.INSTRUCTIONS.length() + 2 * LONG_TOKEN * texts + answer;
        TokenUsage usage =
                new TokenUsage(most, LlmJudge.LONGEST_OPINION, most + LlmJudge.LONGEST_OPINION, 0, 0, 0, true);
        return known.prices(most)
                .cost(usage)
                .map(usd -> usd.multiply(BigDecimal.valueOf(maxRetries + 1)))
                .orElse(BigDecimal.ZERO);
    }
}
