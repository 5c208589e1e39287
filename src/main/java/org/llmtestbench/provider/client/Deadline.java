package org.llmtestbench.provider.client;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The end of a call's time, from its beginning on. */
final class Deadline {
    /** Never comes. */
    static final Deadline NONE = new Deadline(null, () -> 0, 0);

    private final Duration length;
    private final LongSupplier nanoTime;
    private final long start;

    /**
     * Runs from {@code start} on.
     *
     * @param length null when there is none
     * @param nanoTime a monotonic clock
     */
    Deadline(Duration length, LongSupplier nanoTime, long start) {
        this.length = length;
        this.nanoTime = nanoTime;
        this.start = start;
    }

    /** Whether a wait that begins now ends in time. */
    boolean allows(Duration wait) {
        return length == null || wait.compareTo(left()) < 0;
    }

    /** The same call; when its time is up it is cancelled and fails with {@code failure}. */
    <T> Uni<T> over(Uni<T> call, Supplier<Throwable> failure) {
        if (length == null) {
            return call;
        }
        Duration left = left();
        return left.isNegative() || left.isZero()
                ? Uni.createFrom().failure(failure)
                : call.ifNoItem().after(left).failWith(failure);
    }

    private Duration left() {
        return length.minusNanos(nanoTime.getAsLong() - start);
    }

    @Override
    public String toString() {
        return length == null ? "none" : ErrorMessages.spoken(length);
    }
}
