package org.llmtestbench.provider.client;

import java.time.Duration;
import java.util.stream.Stream;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.provider.ProviderSettings.Timeouts;

/**
 * How much longer an attempt may go on.
 *
 * @param left until the next time-out, as things are; zero or less when it is over
 * @param allowed how long that time-out is
 * @param setting that allows it
 * @param said what there is to say then, with a place for {@code allowed}
 */
record TimeoutState(Duration left, Duration allowed, String setting, String said) {
    private static final String IDLE = "idle_timeout";

    /** @param name of the provider */
    static TimeoutState of(String name, Timeouts timeouts, Stopwatch stopwatch, boolean streamed) {
        String who = name.replace("%", "%%");
        TimeoutState whole = limit(
                timeouts.attempt(),
                stopwatch.soFar(),
                "timeout",
                who + " gave no complete answer in %s (timeout)" + ours(stopwatch));
        if (!streamed) {
            return whole;
        }
        TimeoutState next = stopwatch.sawToken()
                ? limit(
                        timeouts.idle(),
                        stopwatch.silence(),
                        IDLE,
                        who + " fell silent in the middle of the answer for %s (idle_timeout).")
                : limit(
                        timeouts.firstToken(),
                        stopwatch.soFar().minus(stopwatch.held()),
                        "first_token_timeout",
                        who + " gave no first token in %s (first_token_timeout).");
        // the first token changes what is allowed, so nobody looks away for longer than that
        TimeoutState look = limit(timeouts.idle(), Duration.ZERO, IDLE, "");
        return Stream.of(whole, next, look)
                .min((a, b) -> a.left.compareTo(b.left))
                .orElse(whole);
    }

    private static String ours(Stopwatch stopwatch) {
        Duration held = stopwatch.held();
        return held.toSeconds() < 1
                ? "."
                : ", for " + ErrorMessages.spoken(held).replace("%", "%%") + " of which whoever reads it was too slow.";
    }

    private static TimeoutState limit(Duration allowed, Duration gone, String setting, String said) {
        return allowed == null
                ? new TimeoutState(Duration.ofDays(365), Duration.ofDays(365), setting, said)
                : new TimeoutState(allowed.minus(gone), allowed, setting, said);
    }

    boolean isOver() {
        return left.isNegative() || left.isZero();
    }

    ProviderException failure() {
        return Failure.TIMEOUT
                .because(said.formatted(ErrorMessages.spoken(allowed)))
                .hint(ErrorMessages.moreTime(setting));
    }
}
