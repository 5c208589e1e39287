package org.llmtestbench.provider.wire;

import io.github.bucket4j.TimeMeter;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException.Wait;
import org.llmtestbench.provider.ProviderSettings.Limits;

/**
 * Lets the calls of one endpoint through: so many at once, each held until its end, and so many a minute. The others
 * wait without holding a thread, up to a bound.
 */
final class Gate {
    private static final String RATE_LIMIT = "rate-limit";

    private final int places;
    private final int maxQueued;
    private final Rate requests;
    private final Rate tokens;

    private final Deque<Pass<?>> queue = new ArrayDeque<>();
    private int inside;

    Gate(Limits limits) {
        this(limits, TimeMeter.SYSTEM_NANOTIME);
    }

    Gate(Limits limits, TimeMeter clock) {
        this.places = limits.maxConcurrent() == 0 ? Integer.MAX_VALUE : limits.maxConcurrent();
        this.maxQueued = limits.maxQueued();
        this.requests = new Rate("requests_per_minute", limits.requestsPerMinute(), clock);
        this.tokens = new Rate("tokens_per_minute", limits.tokensPerMinute(), clock);
    }

    /** Whether it matters how many tokens a call has. */
    boolean countsTokens() {
        return tokens.isLimited();
    }

    /** Whether a call that comes now has to wait until another one ends. */
    synchronized boolean isFull() {
        return inside >= places;
    }

    /** Corrects what was expected of a call by what it really had. */
    void settle(long expected, long real) {
        tokens.putBack(expected - real);
        tokens.take(Math.max(0, real - expected));
    }

    /**
     * Makes the call as soon as there is room for it; cancelling gives up the place in the queue, or the call. Fails at
     * once when the deadline would come first.
     *
     * @param expected tokens of the call, as far as they are known
     * @param onWait is told of a wait when it begins
     * @param call is told what it waited for: {@code rate-limit}, {@code max-concurrent}, or nothing
     */
    <T> Uni<T> pass(long expected, Deadline deadline, Consumer<Wait> onWait, Function<Optional<String>, Uni<T>> call) {
        return Uni.createFrom().deferred(() -> {
            Duration wait = take(expected, deadline);
            if (wait.isZero()) {
                return queued(call, null);
            }
            onWait.accept(new Wait(wait, RATE_LIMIT));
            return Uni.createFrom()
                    .voidItem()
                    .onItem()
                    .delayIt()
                    .by(wait)
                    .onCancellation()
                    .invoke(() -> putBack(expected))
                    .chain(() -> queued(call, RATE_LIMIT));
        });
    }

    private <T> Uni<T> queued(Function<Optional<String>, Uni<T>> call, String reason) {
        return Uni.createFrom().emitter(emitter -> new Pass<>(call, reason, emitter).queueUp());
    }

    private Duration take(long expected, Deadline deadline) {
        Duration request = requests.take(1);
        Duration token = tokens.take(expected);
        Rate slower = request.compareTo(token) < 0 ? tokens : requests;
        Duration wait = slower == tokens ? token : request;
        if (wait.isZero() || deadline.allows(wait)) {
            return wait;
        }
        putBack(expected);
        throw Failure.RATE_LIMITED
                .because("The next call may start in " + Explanation.spoken(wait) + " (" + slower.name()
                        + ", a local limit), too late for the deadline (" + deadline + ").")
                .retryAfter(wait)
                .retryable(false);
    }

    private void putBack(long expected) {
        requests.putBack(1);
        tokens.putBack(expected);
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
        private final Underway underway = new Underway();

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
            if (underway.isGivenUp()) {
                leave();
                return;
            }
            underway.begun(Uni.createFrom()
                    .deferred(() -> call.apply(Optional.ofNullable(waitedFor)))
                    .onTermination()
                    .invoke(Gate.this::leave)
                    .subscribe()
                    .with(caller::complete, caller::fail));
        }

        /** The caller has its answer, or went away. */
        private void give() {
            underway.giveUp();
            synchronized (Gate.this) {
                queue.remove(this);
            }
        }
    }
}
