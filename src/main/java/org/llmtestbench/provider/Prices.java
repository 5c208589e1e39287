package org.llmtestbench.provider;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * US dollars per million tokens of each kind; null where a price is not known, which does not mean free.
 *
 * @param input tokens of the prompt that were neither read from nor written to a cache
 * @param cachedInput tokens of the prompt that were read from a cache
 * @param cacheWrite tokens of the prompt that were written to a cache
 * @param output tokens of the completion, reasoning included
 */
public record Prices(BigDecimal input, BigDecimal cachedInput, BigDecimal cacheWrite, BigDecimal output) {
    /** Nothing is known. */
    public static final Prices UNKNOWN = new Prices(null, null, null, null);

    private static final int MICRO_DIGITS = 6;

    private record Item(String key, long tokens, BigDecimal price) {
        boolean isMissing() {
            return tokens > 0 && price == null;
        }

        BigDecimal microDollars() {
            return tokens == 0 ? BigDecimal.ZERO : price.multiply(BigDecimal.valueOf(tokens));
        }
    }

    /** Returns the exact cost of these tokens in US dollars; empty when a needed price is not known. */
    public Optional<BigDecimal> cost(TokenUsage usage) {
        return missing(usage).isEmpty()
                ? Optional.of(items(usage).stream()
                        .map(Item::microDollars)
                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                        .movePointLeft(MICRO_DIGITS)
                        .stripTrailingZeros())
                : Optional.empty();
    }

    /** Returns the keys of the prices that these tokens need and that are not known. */
    public List<String> missing(TokenUsage usage) {
        return items(usage).stream().filter(Item::isMissing).map(Item::key).toList();
    }

    private List<Item> items(TokenUsage usage) {
        long uncached = Math.max(0, usage.prompt() - usage.cached() - usage.cacheWrite());
        return List.of(
                new Item("input", uncached, input),
                new Item("cached_input", usage.cached(), cachedInput),
                new Item("cache_write", usage.cacheWrite(), cacheWrite),
                new Item("output", usage.completion(), output));
    }
}
