package org.llmtestbench.function.auth;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Something that lies elsewhere and may change there: fetched when it is asked for and old, once for all who wait. */
final class RefreshingCache<T> {
    private final Supplier<T> fetch;
    private final Duration patience;
    private final Executor worker;
    private final LongSupplier nanoTime;

    private CompletableFuture<T> latest;
    private long latestBegun;
    private CompletableFuture<T> good;
    private long goodBegun;

    /**
     * @param fetch may block and fail
     * @param patience how long a failure stands before it is tried again
     * @param worker runs the fetch
     */
    RefreshingCache(Supplier<T> fetch, Duration patience, Executor worker, LongSupplier nanoTime) {
        this.fetch = fetch;
        this.patience = patience;
        this.worker = worker;
        this.nanoTime = nanoTime;
    }

    /** What was there no longer ago than this, or why it can't be fetched. Never blocks; ends on any thread. */
    synchronized Uni<T> within(Duration age) {
        long now = nanoTime.getAsLong();
        if (latest != null && latest.isDone() && !latest.isCompletedExceptionally()) {
            good = latest;
            goodBegun = latestBegun;
        }
        if (good != null && now - goodBegun <= age.toNanos()) {
            return Uni.createFrom().item(good.join());
        }
        boolean failedJustNow = latest != good && latest != null && now - latestBegun <= patience.toNanos();
        if (latest == null || latest.isDone() && !failedJustNow) {
            latestBegun = now;
            latest = CompletableFuture.supplyAsync(fetch, worker);
        }
        // a copy: whoever gives up must not end it for the others
        return Uni.createFrom().completionStage(latest.copy());
    }
}
