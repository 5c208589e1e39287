package org.llmtestbench.provider.client;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.llmtestbench.provider.TokenUsage;

/**
 * The token counts of an answer, as far as what the provider sent can be right: cached tokens are part of the prompt, and
 * reasoning tokens are part of the completion, also where the provider counts them apart.
 */
final class UsageNormalizer {
    /** More tokens than any context window holds by orders of magnitude. */
    private static final long ABSURD = 1_000_000_000;

    private final CompletionAccumulator.Counts sent;
    private final List<String> warnings = new ArrayList<>();
    private final boolean spoke;
    private Long prompt;
    private Long completion;
    private final long cached;
    private final long cacheWrite;
    private long reasoning;
    private final Long total;

    private UsageNormalizer(CompletionAccumulator.Counts sent, boolean spoke) {
        this.sent = sent;
        this.spoke = spoke;
        this.prompt = possible(sent.prompt());
        this.completion = possible(sent.completion());
        this.total = part("total", sent.total());
        this.cached = orZero(part("cached", sent.cached()));
        this.cacheWrite = orZero(part("cache write", sent.cacheWrite()));
        this.reasoning = orZero(part("reasoning", sent.reasoning()));
        takeInWhatIsCountedApart();
        refuseZeros();
        compareTotal();
    }

    /** Looks at what was sent with an answer. */
    static UsageNormalizer of(CompletionAccumulator accumulator) {
        CompletionAccumulator.Counts sent = accumulator.counts();
        return new UsageNormalizer(
                sent == null ? new CompletionAccumulator.Counts(null, null, null, null, null, null) : sent,
                accumulator.hasContent());
    }

    private static Long possible(Long count) {
        return count == null || count < 0 || count > ABSURD ? null : count;
    }

    private Long part(String name, Long count) {
        if (count != null && possible(count) == null) {
            warnings.add("The provider's count of " + name + " tokens can't be right (" + count + "); it was ignored.");
        }
        return possible(count);
    }

    private static long orZero(Long count) {
        return count == null ? 0 : count;
    }

    /** Some vendors leave reasoning out of the completion (xAI), others the cache out of the prompt; the total tells. */
    private void takeInWhatIsCountedApart() {
        if (prompt == null || completion == null) {
            return;
        }
        long rest = total == null || total == 0 ? 0 : total - prompt - completion;
        if (reasoning > 0 && rest == reasoning) {
            completion += reasoning;
        } else if (rest > 0 && rest == cached + cacheWrite) {
            prompt += rest;
        } else if (reasoning > 0 && rest == cached + cacheWrite + reasoning) {
            prompt += cached + cacheWrite;
            completion += reasoning;
        } else if (rest <= 0 && reasoning > (total == null ? completion : 2 * completion)) {
            // servers that send a total may count a few tokens twice, but not as many again
            completion += reasoning;
            warnings.add("The provider counted more reasoning tokens (" + reasoning + ") than completion tokens ("
                    + sent.completion() + "); they are added up.");
        }
    }

    /** A prompt is never empty, so it has tokens, and so has an answer in which something came. */
    private void refuseZeros() {
        prompt = prompt != null && prompt == 0 ? null : prompt;
        completion = completion != null && completion == 0 && spoke ? null : completion;
    }

    private void compareTotal() {
        if (prompt == null || completion == null || total == null) {
            return;
        }
        long rest = total - prompt - completion;
        String sums = "The provider's total of " + total + " tokens is not prompt and completion together (" + prompt
                + " + " + completion + ")";
        if (rest > 0 && reasoning == 0) {
            reasoning = rest;
            completion += rest;
            warnings.add(sums + "; the other " + rest + " are counted as reasoning.");
        } else if (rest != 0) {
            warnings.add(sums + ".");
        }
    }

    /** Whether nothing has to be estimated. */
    boolean isComplete() {
        return prompt != null && completion != null;
    }

    /**
     * The counts, with those that are missing or can't be right estimated.
     *
     * @param promptTokens counts the prompt here; called only when needed, for it may be slow
     * @param completionTokens counts the answer here
     * @param warn takes a line for each thing that is wrong with what was sent
     */
    TokenUsage tokens(LongSupplier promptTokens, LongSupplier completionTokens, Consumer<String> warn) {
        warnings.forEach(warn);
        if (sent.prompt() == null && sent.completion() == null) {
            warn.accept("The provider sent no token counts; they are estimated.");
        } else {
            warnOfEstimate("prompt", sent.prompt(), prompt, warn);
            warnOfEstimate("completion", sent.completion(), completion, warn);
        }
        long in = prompt == null ? promptTokens.getAsLong() : prompt;
        long out = completion == null ? completionTokens.getAsLong() : completion;
        return new TokenUsage(
                in,
                out,
                isComplete() && total != null ? Math.max(total, in + out) : in + out,
                prompt == null ? 0 : cached,
                prompt == null ? 0 : cacheWrite,
                completion == null ? 0 : reasoning,
                !isComplete());
    }

    private static void warnOfEstimate(String name, Long sent, Long used, Consumer<String> warn) {
        if (used == null) {
            warn.accept(
                    sent == null
                            ? "The provider sent no count of " + name + " tokens; it is estimated."
                            : "The provider's count of " + name + " tokens can't be right (" + sent
                                    + "); it is estimated.");
        }
    }
}
