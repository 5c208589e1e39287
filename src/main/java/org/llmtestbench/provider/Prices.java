package org.llmtestbench.provider;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * US dollars per million tokens of each kind; null where a price is not known, which is never the same as free.
 *
 * @param input tokens of the prompt that no cache has to do with
 * @param cachedInput tokens of the prompt that were read from a cache
 * @param cacheWrite tokens of the prompt that were written to a cache
 * @param output tokens of the completion, reasoning included
 */
public record Prices(BigDecimal input, BigDecimal cachedInput, BigDecimal cacheWrite, BigDecimal output) {
    /** Nothing is known. */
    public static final Prices UNKNOWN = new Prices(null, null, null, null);

    private static final int MILLION = 6;

    private record Part(String key, long tokens, BigDecimal price) {
        boolean isMissing() {
            return tokens > 0 && price == null;
        }

        BigDecimal microDollars() {
            return tokens == 0 ? BigDecimal.ZERO : price.multiply(BigDecimal.valueOf(tokens));
        }
    }

    /** What these tokens cost in US dollars, exactly; empty when a price they need is not known. */
    public Optional<BigDecimal> cost(TokenUsage usage) {
        return missing(usage).isEmpty()
                ? Optional.of(parts(usage).stream()
                        .map(Part::microDollars)
                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                        .movePointLeft(MILLION)
                        .stripTrailingZeros())
                : Optional.empty();
    }

    /** The keys of the prices that these tokens need and that are not known. */
    public List<String> missing(TokenUsage usage) {
        return parts(usage).stream().filter(Part::isMissing).map(Part::key).toList();
    }

    private List<Part> parts(TokenUsage usage) {
        long uncached = Math.max(0, usage.prompt() - usage.cached() - usage.cacheWrite());
        return List.of(
                new Part("input", uncached, input),
                new Part("cached_input", usage.cached(), cachedInput),
                new Part("cache_write", usage.cacheWrite(), cacheWrite),
                new Part("output", usage.completion(), output));
    }
}
