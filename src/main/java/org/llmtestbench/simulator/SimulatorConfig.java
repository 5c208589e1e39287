package org.llmtestbench.simulator;

import java.time.Duration;
import java.util.Objects;
import java.util.OptionalInt;
import org.llmtestbench.provider.Failure;

/**
 * The settings of a simulator.
 *
 * @param firstTokenDelay the time from the request to the first token
 * @param tokenDelay the time between two tokens
 * @param tokens the exact length of every answer in tokens; empty for a natural length
 * @param rates the probabilities of failures
 * @param seed for the texts and the failures; the same seed gives the same run
 */
public record SimulatorConfig(
        Duration firstTokenDelay, Duration tokenDelay, OptionalInt tokens, FaultRates rates, long seed) {
    private static final Duration MAX_DELAY = Duration.ofHours(1);
    private static final int MAX_TOKENS = 100_000;

    /** Rejects delays and lengths that are out of range. */
    public SimulatorConfig {
        requireDelay("first-token-delay", firstTokenDelay);
        requireDelay("token-delay", tokenDelay);
        Objects.requireNonNull(rates, "faults");
        if (tokens.isPresent() && (tokens.getAsInt() < 1 || tokens.getAsInt() > MAX_TOKENS)) {
            throw Failure.USAGE
                    .because("--tokens: '" + tokens.getAsInt() + "' can't be used.")
                    .hint("Write a whole number from 1 to " + MAX_TOKENS + ".");
        }
    }

    /** Short answers without delay and without failures. */
    public static SimulatorConfig instant() {
        return new SimulatorConfig(Duration.ZERO, Duration.ZERO, OptionalInt.empty(), FaultRates.none(), 0);
    }

    /** A copy with these delays. */
    public SimulatorConfig withDelays(Duration beforeFirstToken, Duration betweenTokens) {
        return new SimulatorConfig(beforeFirstToken, betweenTokens, tokens, rates, seed);
    }

    /** A copy whose answers have exactly this number of tokens. */
    public SimulatorConfig withTokens(int count) {
        return new SimulatorConfig(firstTokenDelay, tokenDelay, OptionalInt.of(count), rates, seed);
    }

    /** A copy with these failure rates. */
    public SimulatorConfig withFaults(FaultRates newRates) {
        return new SimulatorConfig(firstTokenDelay, tokenDelay, tokens, newRates, seed);
    }

    /** A copy with another seed. */
    public SimulatorConfig withSeed(long newSeed) {
        return new SimulatorConfig(firstTokenDelay, tokenDelay, tokens, rates, newSeed);
    }

    /** The delay before a token of a stream, counted from 0. */
    Duration delayBefore(int token) {
        return token == 0 ? firstTokenDelay : tokenDelay;
    }

    /** The delay before an answer that is not streamed: the same time that its stream takes. */
    Duration totalDelay(int count) {
        return firstTokenDelay.plus(tokenDelay.multipliedBy(Math.max(0, count - 1)));
    }

    private static void requireDelay(String option, Duration delay) {
        if (delay.isNegative() || delay.compareTo(MAX_DELAY) > 0) {
            throw Failure.USAGE
                    .because("--" + option + ": '" + delay.toMillis() + "ms' can't be used.")
                    .hint("Write a duration from 0ms to 1h, such as 20ms.");
        }
    }
}
