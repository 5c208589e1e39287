package org.llmtestbench.function.auth;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Caches a value that is fetched on demand. Concurrent callers share one fetch. */
final class RefreshingCache<T> {
    private final Supplier<T> fetch;
    private final Duration retryInterval;
    private final Executor worker;
    private final LongSupplier nanoTime;

    private CompletableFuture<T> latest;
    private long latestStart;
    private CompletableFuture<T> valid;
    private long validStart;

    /**
     * @param fetch may block and fail
     * @param retryInterval the time after a failed fetch until the next one
     * @param worker runs the fetch
     */
    RefreshingCache(Supplier<T> fetch, Duration retryInterval, Executor worker, LongSupplier nanoTime) {
        this.fetch = fetch;
        this.retryInterval = retryInterval;
        this.worker = worker;
        this.nanoTime = nanoTime;
    }

    /** A value that is no older than this, or the failure of the fetch. Never blocks; completes on any thread. */
    synchronized Uni<T> within(Duration age) {
        long now = nanoTime.getAsLong();
        if (latest != null && latest.isDone() && !latest.isCompletedExceptionally()) {
            valid = latest;
            validStart = latestStart;
        }
        if (valid != null && now - validStart <= age.toNanos()) {
            return Uni.createFrom().item(valid.join());
        }
        boolean failedRecently = latest != valid && latest != null && now - latestStart <= retryInterval.toNanos();
        if (latest == null || latest.isDone() && !failedRecently) {
            latestStart = now;
            latest = CompletableFuture.supplyAsync(fetch, worker);
        }
        // a copy, because a cancellation by one caller must not cancel the fetch for the others
        return Uni.createFrom().completionStage(latest.copy());
    }
}
