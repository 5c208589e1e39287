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
 * Runs that somebody may still ask about, by keys of theirs: some time after they are over, and so many of them, oldest
 * dropped first. Those that go on are never dropped. Safe for several threads.
 */
final class RunRegistry<K> {
    private final int most;
    private final long kept;
    private final LongSupplier nanoTime;
    private final Map<K, Entry> entries = new LinkedHashMap<>();

    private static final class Entry {
        private final CompletableFuture<RunJob> job = new CompletableFuture<>();
        private Long overAt;
    }

    RunRegistry(int most, Duration kept, LongSupplier nanoTime) {
        this.most = most;
        this.kept = kept.toNanos();
        this.nanoTime = nanoTime;
    }

    /** The run of this key, begun now if there is none; one that does not begin is forgotten. Cancelling stops nothing. */
    Uni<RunJob> computeIfAbsent(K key, Supplier<Uni<RunJob>> start) {
        Entry entry;
        boolean isNew;
        synchronized (this) {
            clean();
            isNew = !entries.containsKey(key);
            entry = entries.computeIfAbsent(key, absent -> new Entry());
        }
        if (isNew) {
            start.get().subscribe().with(job -> begun(entry, job), refusal -> {
                remove(key);
                entry.job.completeExceptionally(refusal);
            });
        }
        return Uni.createFrom()
                .emitter(emitter -> entry.job.whenComplete((job, refusal) -> {
                    if (refusal == null) {
                        emitter.complete(job);
                    } else {
                        emitter.fail(refusal);
                    }
                }));
    }

    private void begun(Entry entry, RunJob job) {
        entry.job.complete(job);
        job.then(RunResult::end)
                .onTermination()
                .invoke(() -> over(entry))
                .subscribe()
                .with(end -> {}, bug -> {});
    }

    private synchronized void over(Entry entry) {
        entry.overAt = nanoTime.getAsLong();
    }

    /** The run of this key, if it has begun and is still kept. */
    synchronized Optional<RunJob> find(K key) {
        clean();
        return Optional.ofNullable(entries.get(key))
                .map(entry -> entry.job)
                .filter(job -> job.isDone() && !job.isCompletedExceptionally())
                .map(CompletableFuture::join);
    }

    /** All that have begun, until they are forgotten. */
    synchronized List<RunJob> all() {
        return entries.values().stream()
                .map(entry -> entry.job)
                .filter(job -> job.isDone() && !job.isCompletedExceptionally())
                .map(CompletableFuture::join)
                .toList();
    }

    /** Forgets a run. */
    synchronized void remove(K key) {
        Entry entry = entries.remove(key);
        if (entry != null) {
            entry.job.thenAccept(RunJob::drop);
        }
    }

    private void clean() {
        long now = nanoTime.getAsLong();
        int tooMany = entries.size() - most;
        for (Iterator<Entry> each = entries.values().iterator(); each.hasNext(); ) {
            Entry entry = each.next();
            if (entry.overAt != null && (tooMany > 0 || now - entry.overAt > kept)) {
                each.remove();
                tooMany--;
                entry.job.thenAccept(RunJob::drop);
            }
        }
    }
}
