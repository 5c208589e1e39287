package org.llmtestbench.provider.wire;

import io.github.bucket4j.Bucket;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Function;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderSettings.Limits;

/**
 * Lets the calls of one endpoint through: so many at once, each held until its end, and so many a minute. The others
 * wait without holding a thread, up to a bound.
 */
final class Gate {
    private final int places;
    private final int maxQueued;
    private final Bucket rate;

    private final Deque<Pass<?>> queue = new ArrayDeque<>();
    private int inside;

    Gate(Limits limits) {
        this.places = limits.maxConcurrent() == 0 ? Integer.MAX_VALUE : limits.maxConcurrent();
        this.maxQueued = limits.maxQueued();
        this.rate = limits.requestsPerMinute() == 0 ? null : bucket(limits.requestsPerMinute());
    }

    /** Holds a tenth of a minute, so that the burst after a pause stays small. */
    private static Bucket bucket(int perMinute) {
        return Bucket.builder()
                .addLimit(limit ->
                        limit.capacity(Math.max(1, perMinute / 10)).refillGreedy(perMinute, Duration.ofMinutes(1)))
                .build();
    }

    /**
     * Makes the call as soon as there is room for it; cancelling gives up the place in the queue, or the call.
     *
     * @param call is told what it waited for: {@code rate-limit}, {@code max-concurrent}, or nothing
     */
    <T> Uni<T> pass(Function<Optional<String>, Uni<T>> call) {
        if (rate == null) {
            return Uni.createFrom().emitter(emitter -> new Pass<>(call, null, emitter).queueUp());
        }
        return Uni.createFrom().deferred(() -> {
            boolean permitted = rate.tryConsume(1);
            String reason = permitted ? null : "rate-limit";
            return permit(permitted)
                    .chain(() -> Uni.createFrom().<T>emitter(emitter -> new Pass<>(call, reason, emitter).queueUp()));
        });
    }

    private Uni<Void> permit(boolean permitted) {
        return permitted
                ? Uni.createFrom().voidItem()
                : Uni.createFrom()
                        .completionStage(() -> rate.asScheduler().consume(1, Infrastructure.getDefaultWorkerPool()));
    }

    private void leave() {
        Pass<?> next;
        synchronized (this) {
            next = queue.poll();
            inside -= next == null ? 1 : 0;
        }
        if (next != null) {
            next.enter("max-concurrent");
        }
    }

    /** One call on its way through. */
    private final class Pass<T> {
        private final Function<Optional<String>, Uni<T>> call;
        private final String reason;
        private final UniEmitter<? super T> caller;
        private boolean given;
        private Cancellable running;

        Pass(Function<Optional<String>, Uni<T>> call, String reason, UniEmitter<? super T> caller) {
            this.call = call;
            this.reason = reason;
            this.caller = caller;
        }

        void queueUp() {
            caller.onTermination(this::give);
            boolean free;
            boolean full;
            synchronized (Gate.this) {
                free = inside < places;
                full = !free && queue.size() >= maxQueued;
                inside += free ? 1 : 0;
                if (!free && !full) {
                    queue.add(this);
                }
            }
            if (free) {
                enter(reason);
            } else if (full) {
                caller.fail(Failure.RATE_LIMITED
                        .because("Too many calls wait here already: " + maxQueued + " (max_queued, a local limit).")
                        .retryable(false));
            }
        }

        /** The place is ours: makes the call, or hands the place on when nobody wants it any more. */
        void enter(String waitedFor) {
            boolean wanted;
            synchronized (this) {
                wanted = !given;
            }
            if (!wanted) {
                leave();
                return;
            }
            Cancellable started = Uni.createFrom()
                    .deferred(() -> call.apply(Optional.ofNullable(waitedFor)))
                    .onTermination()
                    .invoke(Gate.this::leave)
                    .subscribe()
                    .with(caller::complete, caller::fail);
            boolean late;
            synchronized (this) {
                running = started;
                late = given;
            }
            if (late) {
                started.cancel();
            }
        }

        /** The caller has its answer, or went away. */
        private void give() {
            Cancellable begun;
            synchronized (this) {
                given = true;
                begun = running;
            }
            synchronized (Gate.this) {
                queue.remove(this);
            }
            if (begun != null) {
                begun.cancel();
            }
        }
    }
}
