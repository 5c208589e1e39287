package org.llmtestbench.function.runs;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.llmtestbench.suite.RunResult;

/**
 * Keeps runs by key, so that their results can be requested later. Completed runs are dropped after a time, or, oldest
 * first, if there are too many. Running runs are never dropped. Thread-safe.
 */
final class RunRegistry<K> {
    private final int maxRuns;
    private final long retentionNanos;
    private final LongSupplier nanoTime;
    private final Map<K, Entry> entries = new LinkedHashMap<>();

    private static final class Entry {
        private final CompletableFuture<RunJob> job = new CompletableFuture<>();
        private Long completedAt;
    }

    RunRegistry(int maxRuns, Duration retention, LongSupplier nanoTime) {
        this.maxRuns = maxRuns;
        this.retentionNanos = retention.toNanos();
        this.nanoTime = nanoTime;
    }

    /**
     * The run of this key; starts it if there is none. A run that can't start is not kept. Cancelling does not stop it.
     */
    Uni<RunJob> computeIfAbsent(K key, Supplier<Uni<RunJob>> start) {
        Entry entry;
        boolean isNew;
        synchronized (this) {
            evict();
            isNew = !entries.containsKey(key);
            entry = entries.computeIfAbsent(key, absent -> new Entry());
        }
        if (isNew) {
            start.get().subscribe().with(job -> started(entry, job), error -> {
                remove(key);
                entry.job.completeExceptionally(error);
            });
        }
        return Uni.createFrom()
                .emitter(emitter -> entry.job.whenComplete((job, error) -> {
                    if (error == null) {
                        emitter.complete(job);
                    } else {
                        emitter.fail(error);
                    }
                }));
    }

    private void started(Entry entry, RunJob job) {
        entry.job.complete(job);
        job.then(RunResult::endReason)
                .onTermination()
                .invoke(() -> completed(entry))
                .subscribe()
                .with(end -> {}, bug -> {});
    }

    private synchronized void completed(Entry entry) {
        entry.completedAt = nanoTime.getAsLong();
    }

    /** The run of this key, if it has started and is still kept. */
    synchronized Optional<RunJob> find(K key) {
        evict();
        return Optional.ofNullable(entries.get(key))
                .map(entry -> entry.job)
                .filter(job -> job.isDone() && !job.isCompletedExceptionally())
                .map(CompletableFuture::join);
    }

    /** All runs that have started and are still kept. */
    synchronized List<RunJob> all() {
        return entries.values().stream()
                .map(entry -> entry.job)
                .filter(job -> job.isDone() && !job.isCompletedExceptionally())
                .map(CompletableFuture::join)
                .toList();
    }

    /** Removes and drops a run. */
    synchronized void remove(K key) {
        Entry entry = entries.remove(key);
        if (entry != null) {
            entry.job.thenAccept(RunJob::drop);
        }
    }

    private void evict() {
        long now = nanoTime.getAsLong();
        int excess = entries.size() - maxRuns;
        for (Iterator<Entry> iterator = entries.values().iterator(); iterator.hasNext(); ) {
            Entry entry = iterator.next();
            if (entry.completedAt != null && (excess > 0 || now - entry.completedAt > retentionNanos)) {
                iterator.remove();
                excess--;
                entry.job.thenAccept(RunJob::drop);
            }
        }
    }
}
