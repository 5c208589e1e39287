package org.llmtestbench.telemetry;

import java.time.Duration;
import java.util.List;
import org.llmtestbench.provider.Attempt;
import org.llmtestbench.provider.CompletionResponse;
import org.llmtestbench.provider.Timings;
import org.llmtestbench.runner.Outcome;

/**
 * The durations of a call, from its result.
 *
 * @param operation the duration of the attempt that returned the answer, or of the last attempt; zero without attempts
 * @param firstChunk the time to the first token; null if the answer was not streamed or no token arrived
 * @param total the duration of all attempts and waits
 */
record CallTimes(Duration operation, Duration firstChunk, Duration total) {
    static CallTimes of(Outcome outcome) {
        Timings timings = outcome.response().map(CompletionResponse::timings).orElse(null);
        List<Attempt> attempts =
                outcome.response().map(CompletionResponse::attempts).orElse(List.of());
        Duration last = attempts.isEmpty()
                ? Duration.ZERO
                : attempts.get(attempts.size() - 1).duration();
        Duration operation = timings == null ? last : timings.total();
        Duration before = attempts.stream()
                .map(attempt -> attempt.waited().plus(attempt.duration()))
                .reduce(Duration.ZERO, Duration::plus)
                .minus(last);
        return new CallTimes(operation, timings == null ? null : timings.ttft(), before.plus(operation));
    }

    static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
