package org.llmtestbench.provider.simulator;

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
 * @param faults how often a request fails, and how
 * @param seed of the wording and of the faults: the same seed gives the same run
 */
public record Behaviour(Duration firstTokenDelay, Duration tokenDelay, OptionalInt tokens, Faults faults, long seed) {
    private static final Duration LONGEST_DELAY = Duration.ofHours(1);
    private static final int MOST_TOKENS = 100_000;

    /** Refuses delays and lengths that can't be meant. */
    public Behaviour {
        requireDelay("first-token-delay", firstTokenDelay);
        requireDelay("token-delay", tokenDelay);
        Objects.requireNonNull(faults, "faults");
        if (tokens.isPresent() && (tokens.getAsInt() < 1 || tokens.getAsInt() > MOST_TOKENS)) {
            throw Failure.USAGE
                    .because("--tokens: '" + tokens.getAsInt() + "' can't be used.")
                    .hint("Write a whole number from 1 to " + MOST_TOKENS + ".");
        }
    }

    /** Short answers at once, and never a failure. */
    public static Behaviour instant() {
        return new Behaviour(Duration.ZERO, Duration.ZERO, OptionalInt.empty(), Faults.none(), 0);
    }

    /** The same with these delays. */
    public Behaviour withDelays(Duration beforeFirstToken, Duration betweenTokens) {
        return new Behaviour(beforeFirstToken, betweenTokens, tokens, faults, seed);
    }

    /** The same with answers of exactly so many tokens. */
    public Behaviour withTokens(int count) {
        return new Behaviour(firstTokenDelay, tokenDelay, OptionalInt.of(count), faults, seed);
    }

    /** The same with these failures. */
    public Behaviour withFaults(Faults others) {
        return new Behaviour(firstTokenDelay, tokenDelay, tokens, others, seed);
    }

    /** The same with another seed. */
    public Behaviour withSeed(long other) {
        return new Behaviour(firstTokenDelay, tokenDelay, tokens, faults, other);
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
