package org.llmtestbench.simulator;

import java.time.Duration;
import java.util.Objects;
import java.util.OptionalInt;
import org.llmtestbench.provider.Failure;

/**
 * How a simulated provider behaves.
 *
 * @param firstTokenDelay from the request to the first token
 * @param tokenDelay between one token and the next
 * @param tokens the exact length of every answer; empty for as long as it takes to say something
 * @param rates how often a request fails, and how
 * @param seed of the wording and of the faults: the same seed gives the same run
 */
public record SimulatorConfig(
        Duration firstTokenDelay, Duration tokenDelay, OptionalInt tokens, FaultRates rates, long seed) {
    private static final Duration LONGEST_DELAY = Duration.ofHours(1);
    private static final int MOST_TOKENS = 100_000;

    /** Refuses delays and lengths that can't be meant. */
    public SimulatorConfig {
        requireDelay("first-token-delay", firstTokenDelay);
        requireDelay("token-delay", tokenDelay);
        Objects.requireNonNull(rates, "faults");
        if (tokens.isPresent() && (tokens.getAsInt() < 1 || tokens.getAsInt() > MOST_TOKENS)) {
            throw Failure.USAGE
                    .because("--tokens: '" + tokens.getAsInt() + "' can't be used.")
                    .hint("Write a whole number from 1 to " + MOST_TOKENS + ".");
        }
    }

    /** Short answers at once, and never a failure. */
    public static SimulatorConfig instant() {
        return new SimulatorConfig(Duration.ZERO, Duration.ZERO, OptionalInt.empty(), FaultRates.none(), 0);
    }

    /** The same with these delays. */
    public SimulatorConfig withDelays(Duration beforeFirstToken, Duration betweenTokens) {
        return new SimulatorConfig(beforeFirstToken, betweenTokens, tokens, rates, seed);
    }

    /** The same with answers of exactly so many tokens. */
    public SimulatorConfig withTokens(int count) {
        return new SimulatorConfig(firstTokenDelay, tokenDelay, OptionalInt.of(count), rates, seed);
    }

    /** The same with these failures. */
    public SimulatorConfig withFaults(FaultRates others) {
        return new SimulatorConfig(firstTokenDelay, tokenDelay, tokens, others, seed);
    }

    /** The same with another seed. */
    public SimulatorConfig withSeed(long other) {
        return new SimulatorConfig(firstTokenDelay, tokenDelay, tokens, rates, other);
    }

    /** The wait before a token of a stream, counted from 0. */
    Duration waitBefore(int token) {
        return token == 0 ? firstTokenDelay : tokenDelay;
    }

    /** The wait before a whole answer: as long as its stream takes. */
    Duration waitForAll(int count) {
        return firstTokenDelay.plus(tokenDelay.multipliedBy(Math.max(0, count - 1)));
    }

    private static void requireDelay(String option, Duration delay) {
        if (delay.isNegative() || delay.compareTo(LONGEST_DELAY) > 0) {
            throw Failure.USAGE
                    .because("--" + option + ": '" + delay.toMillis() + "ms' can't be used.")
                    .hint("Write a duration from 0ms to 1h, such as 20ms.");
        }
    }
}
