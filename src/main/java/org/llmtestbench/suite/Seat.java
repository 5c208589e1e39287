package org.llmtestbench.suite;

import org.llmtestbench.bench.Target;
import org.llmtestbench.bench.Trial;
import org.llmtestbench.provider.ModelInfo;
import org.llmtestbench.provider.Provider;
import org.llmtestbench.provider.TokenUsage;

/**
 * A suite's target, ready to be asked. All its cases share the provider, so that the endpoint's limits hold for them
 * together.
 *
 * @param model who answers, never null
 * @param known what is known of that model
 * @param maxRetries attempts after the first
 * @param offline whether a simulator stands in
 */
public record Seat(
        SuiteTarget target, Provider provider, String model, ModelInfo known, int maxRetries, boolean offline) {

    /** The same as outcomes name it. */
    Target asked() {
        return new Target(target.provider(), model, offline);
    }

    Trial trial(Question question) {
        return new Trial(provider, question.to(model), question.stream());
    }

    /** Whether tokens of prompts and answers have a known price. */
    public boolean hasPrices() {
        return known.prices(1).cost(new TokenUsage(1, 1, 2, 0, 0, 0, true)).isPresent();
    }

    /** What a call with this question can cost; sends nothing. Fails when the question would not be sent. */
    public Estimate estimate(Question question) {
        return Estimate.of(provider, question.to(model), question.stream(), known, maxRetries);
    }
}
