package org.llmtestbench.provider.client;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.llmtestbench.provider.Attempt;
import org.llmtestbench.provider.CallListener;
import org.llmtestbench.provider.CompletionResponse;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException.Wait;
import org.llmtestbench.provider.TokenUsage;

/**
 * Everything there is to tell of one call: its attempts, its waits, what it cost. I/O threads and timers write it; what
 * comes after the end of the call fails with a {@link CancellationException}, for then it was told how it ended.
 */
final class CallRecorder {
    private final String model;
    private final List<String> warnings;
    private final CostEstimator meter;
    private final CallListener listener;
    private final LongSupplier nanoTime;

    private final List<Attempt> attempts = new ArrayList<>();
    private long start;
    private long lastEnd;
    private Wait wait;
    private volatile CallAttempt latest;
    private boolean running;
    private boolean over;

    /** What an attempt is made with: its number, what was waited before it, its clock. */
    record Beginning(int number, Wait waited, Stopwatch stopwatch) {}

    /**
     * Nothing happened yet.
     *
     * @param warnings what is known before anything is sent
     * @param nanoTime a monotonic clock
     */
    CallRecorder(
            String model, List<String> warnings, CostEstimator meter, CallListener listener, LongSupplier nanoTime) {
        this.model = model;
        this.warnings = warnings;
        this.meter = meter;
        this.listener = listener;
        this.nanoTime = nanoTime;
    }

    /** An attempt is due; false when the call is over. */
    synchronized boolean due() {
        if (attempts.isEmpty()) {
            start = nanoTime.getAsLong();
            lastEnd = start;
        }
        return !over;
    }

    /**
     * An attempt begins.
     *
     * @param waitedFor what held it up at the endpoint's own limits
     */
    synchronized CallAttempt begin(Optional<String> waitedFor, Function<Beginning, CallAttempt> attempt) {
        requireGoingOn();
        Stopwatch stopwatch = new Stopwatch(nanoTime);
        if (attempts.isEmpty() && waitedFor.isEmpty()) {
            // nothing held it up, whatever time passing the gate took
            start = stopwatch.start();
        }
        String reason = wait == null ? waitedFor.orElse(null) : wait.reason();
        Wait waited = reason == null ? null : new Wait(Duration.ofNanos(stopwatch.start() - lastEnd), reason);
        latest = attempt.apply(new Beginning(attempts.size() + 1, waited, stopwatch));
        running = true;
        return latest;
    }

    /**
     * An attempt ends with a complete answer, whose tokens are counted where the provider did not; empty when the call is
     * over already.
     */
    Optional<CompletionResponse> answered(CallAttempt exchange) {
        exchange.close();
        synchronized (this) {
            if (over) {
                return Optional.empty();
            }
            add(exchange, null);
            lastEnd = nanoTime.getAsLong();
        }
        CompletionAccumulator accumulator = exchange.answer();
        TokenUsage usage = UsageNormalizer.of(accumulator)
                .tokens(
                        meter::promptTokens,
                        () -> meter.tokens(accumulator.reasoning() + accumulator.text()),
                        accumulator::warn);
        meter.excess(usage).ifPresent(accumulator::warn);
        return Optional.of(response(exchange, usage));
    }

    /** An attempt ends with a failure; returns how many there were. */
    int failed(CallAttempt exchange, Failure failure) {
        exchange.close();
        synchronized (this) {
            requireGoingOn();
            add(exchange, failure);
            lastEnd = nanoTime.getAsLong();
            return attempts.size();
        }
    }

    /** There is to be another attempt after this wait. */
    synchronized void waiting(Wait next) {
        wait = next;
        listener.waiting(next);
    }

    /** There is to be another attempt at once. */
    synchronized Wait atOnce() {
        wait = null;
        return new Wait(Duration.ZERO, null);
    }

    /** The call ends, and with it the attempt that is under way; returns what came of it if anything was sent. */
    Optional<CompletionResponse> close(Failure failure) {
        CallAttempt last = latest;
        if (last != null) {
            // outside of our own lock: who reads an answer holds the exchange's first
            last.close();
        }
        synchronized (this) {
            over = true;
            if (running) {
                add(last, failure);
            }
            return Optional.ofNullable(last).map(this::soFar);
        }
    }

    /** Nobody wants to know any more. */
    synchronized void abandon() {
        over = true;
    }

    private void add(CallAttempt exchange, Failure failure) {
        running = false;
        Attempt attempt = exchange.attempt(failure);
        attempts.add(attempt);
        listener.attempt(attempt);
    }

    private void requireGoingOn() {
        if (over) {
            throw new CancellationException("The call is over.");
        }
    }

    /** What came of an attempt that failed, with the counts that came with it. */
    CompletionResponse soFar(CallAttempt exchange) {
        CompletionAccumulator accumulator = exchange.answer();
        UsageNormalizer usage = UsageNormalizer.of(accumulator);
        return response(exchange, usage.isComplete() ? usage.tokens(() -> 0, () -> 0, accumulator::warn) : null);
    }

    private CompletionResponse response(CallAttempt exchange, TokenUsage usage) {
        CompletionAccumulator accumulator = exchange.answer();
        List<String> all = new ArrayList<>(warnings);
        all.addAll(accumulator.warnings());
        BigDecimal cost = usage == null ? null : meter.cost(usage, all::add);
        return new CompletionResponse(
                exchange.redact(accumulator.id()),
                model,
                exchange.redact(accumulator.model()),
                accumulator.text(),
                accumulator.reasoning(),
                accumulator.finishReason(),
                exchange.redact(accumulator.rawFinishReason()),
                usage,
                cost,
                exchange.stopwatch().timings(exchange.stopwatch().startedAfter(start)),
                attempts,
                all.stream().map(exchange::redact).toList());
    }
}
