package org.llmtestbench.provider.client;

import io.github.bucket4j.TimeMeter;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.provider.ProviderException.Wait;
import org.llmtestbench.provider.ProviderSettings.Limits;

/**
 * Limits the calls to one endpoint: calls at once, each counted until its end, and requests and tokens a minute. All calls
 * to the endpoint share it, whatever limits they carry; a number limits the calls that carry it or a lower one. Calls with
 * the same limits begin in the order in which they came. A call takes its permits when it is the next to begin, and gives
 * them back if its request is not sent. Calls that wait hold no thread.
 */
final class EndpointLimiter {
    private static final String RATE_LIMIT = "rate-limit";
    private static final String MAX_CONCURRENT = "max-concurrent";
    private static final Permit UNLIMITED = new Permit(null, () -> {});

    private final ConcurrencyLimiter concurrency = new ConcurrencyLimiter();
    private final RateLimiter requests;
    private final RateLimiter tokens;
    private final Map<Limits, Queue> queues = new HashMap<>();
    private long arrivals;

    /**
     * What a call begins with.
     *
     * @param reason what the call waited for; null when it did not wait
     * @param sent is run when the request is sent: the permit is then used up
     */
    record Permit(String reason, Runnable sent) {
        /** What the call waited for: {@code rate-limit}, {@code max-concurrent}, or nothing. */
        Optional<String> waitedFor() {
            return Optional.ofNullable(reason);
        }
    }

    EndpointLimiter(TimeMeter clock) {
        this.requests = new RateLimiter("requests_per_minute", clock);
        this.tokens = new RateLimiter("tokens_per_minute", clock);
    }

    /** Whether a call with these limits has to wait until another one ends. */
    synchronized boolean isFull(Limits limits) {
        return !concurrency.isWritable(limits.maxConcurrent());
    }

    /** Corrects what was expected of a call by what it really had. */
    synchronized void reconcile(Limits limits, long expected, long real) {
        tokens.putBack(limits.tokensPerMinute(), expected - real);
        tokens.take(limits.tokensPerMinute(), real - expected);
    }

    /**
     * Makes the call as soon as its limits allow it. Cancelling gives up the place in the queue, or the call. Fails at
     * once when the deadline would come first, or when too many calls wait already.
     *
     * @param expected tokens of the call, as far as they are known
     * @param onWait is given a wait for the rate when it begins
     */
    <T> Uni<T> pass(
            Limits limits, long expected, Deadline deadline, Consumer<Wait> onWait, Function<Permit, Uni<T>> call) {
        boolean unlimited = limits.maxConcurrent() == ConcurrencyLimiter.NONE
                && limits.requestsPerMinute() == RateLimiter.NONE
                && limits.tokensPerMinute() == RateLimiter.NONE;
        return unlimited
                ? Uni.createFrom().deferred(() -> call.apply(UNLIMITED))
                : Uni.createFrom()
                        .emitter(emitter -> new Pass<>(limits, expected, deadline, onWait, call, emitter).begin());
    }

    /** Calls with the same limits that wait, in the order in which they came. */
    private final class Queue {
        private final Limits limits;
        private final Deque<Pass<?>> passes = new ArrayDeque<>();
        private int requestsAhead;
        private long tokensAhead;

        Queue(Limits limits) {
            this.limits = limits;
        }

        void add(Pass<?> pass) {
            passes.add(pass);
            pass.queued = true;
            requestsAhead++;
            tokensAhead += pass.expected;
        }

        void remove(Pass<?> pass) {
            passes.remove(pass);
            pass.queued = false;
            if (!pass.hasPermits) {
                hasTaken(pass);
            }
        }

        /** The permits of a call that waits are no longer to be waited for by those behind it. */
        void hasTaken(Pass<?> pass) {
            requestsAhead--;
            tokensAhead -= pass.expected;
        }

        /** Lets in all that may begin; what follows from that is added to {@code then}, to be run without the lock. */
        void admit(List<Runnable> then) {
            Pass<?> next = passes.peek();
            while (next != null && next.isDecided(then)) {
                remove(next);
                next = passes.peek();
            }
            if (passes.isEmpty()) {
                queues.remove(limits);
            }
        }
    }

    /** One call on its way to its endpoint. */
    private final class Pass<T> {
        private final Limits limits;
        private final long expected;
        private final Deadline deadline;
        private final Consumer<Wait> onWait;
        private final Function<Permit, Uni<T>> call;
        private final UniEmitter<? super T> caller;
        private final CancellableHolder holder = new CancellableHolder();

        private long arrival;
        private Queue queue;
        private boolean queued;
        private String reason;
        private boolean announced;
        private boolean hasPermits;
        private Future<?> timer;
        private boolean sent;

        Pass(
                Limits limits,
                long expected,
                Deadline deadline,
                Consumer<Wait> onWait,
                Function<Permit, Uni<T>> call,
                UniEmitter<? super T> caller) {
            this.limits = limits;
            this.expected = expected;
            this.deadline = deadline;
            this.onWait = onWait;
            this.call = call;
            this.caller = caller;
        }

        void begin() {
            caller.onTermination(this::giveUp);
            locked(this::queueUp);
        }

        private void queueUp(List<Runnable> then) {
            arrival = arrivals++;
            queue = queues.computeIfAbsent(limits, Queue::new);
            if (isFull(limits) && queue.passes.size() >= limits.maxQueued()) {
                then.add(() -> caller.fail(Failure.RATE_LIMITED
                        .because("Too many calls wait here already: " + limits.maxQueued()
                                + " (max_queued, a local limit).")
                        .retryable(false)));
                queue.admit(then);
                return;
            }
            Pass<?> first = queue.passes.peek();
            queue.add(this);
            if (first == null) {
                queue.admit(then);
                return;
            }
            reason = first.reason;
            Duration forRequests = requests.timeUntil(limits.requestsPerMinute(), queue.requestsAhead);
            Duration forTokens = tokens.timeUntil(limits.tokensPerMinute(), queue.tokensAhead);
            if (!mayWait(forRequests, forTokens, then)) {
                queue.remove(this);
            }
        }

        /** Announces the wait; false when the deadline would come first, which is then the call's failure. */
        private boolean mayWait(Duration forRequests, Duration forTokens, List<Runnable> then) {
            RateLimiter slower = forRequests.compareTo(forTokens) < 0 ? tokens : requests;
            Duration wait = slower == tokens ? forTokens : forRequests;
            if (wait.isZero()) {
                return true;
            }
            reason = RATE_LIMIT;
            if (!deadline.allows(wait)) {
                then.add(() -> caller.fail(tooLate(wait, slower)));
                return false;
            }
            if (!announced) {
                announced = true;
                then.add(() -> onWait.accept(new Wait(wait, RATE_LIMIT)));
            }
            return true;
        }

        private ProviderException tooLate(Duration wait, RateLimiter slower) {
            return Failure.RATE_LIMITED
                    .because("The next call may start in " + ErrorMessages.spoken(wait) + " (" + slower.name()
                            + ", a local limit), too late for the deadline (" + deadline + ").")
                    .retryAfter(wait)
                    .retryable(false);
        }

        /** Whether the call that is next need not wait any more: it begins, or it fails. */
        boolean isDecided(List<Runnable> then) {
            if (timer != null) {
                return false;
            }
            if (isFull(limits)) {
                reason = MAX_CONCURRENT;
                return false;
            }
            if (!hasPermits) {
                Duration forRequests = requests.take(limits.requestsPerMinute(), 1);
                Duration forTokens = tokens.take(limits.tokensPerMinute(), expected);
                if (!mayWait(forRequests, forTokens, then)) {
                    putBack();
                    return true;
                }
                hasPermits = true;
                queue.hasTaken(this);
                long nanos = Math.max(forRequests.toNanos(), forTokens.toNanos());
                if (nanos > 0) {
                    timer = Infrastructure.getDefaultWorkerPool().schedule(this::due, nanos, TimeUnit.NANOSECONDS);
                    return false;
                }
            }
            concurrency.enter(limits.maxConcurrent());
            then.add(this::enter);
            return true;
        }

        private void due() {
            locked(then -> {
                timer = null;
                if (queued) {
                    queue.admit(then);
                }
            });
        }

        private void putBack() {
            requests.putBack(limits.requestsPerMinute(), 1);
            tokens.putBack(limits.tokensPerMinute(), expected);
        }

        /** Makes the call, unless its caller has gone away. */
        private void enter() {
            if (holder.isCancelled()) {
                leave();
                return;
            }
            holder.begun(Uni.createFrom()
                    .deferred(() -> call.apply(new Permit(reason, this::send)))
                    .onTermination()
                    .invoke(this::leave)
                    .subscribe()
                    .with(caller::complete, caller::fail));
        }

        private void send() {
            synchronized (EndpointLimiter.this) {
                sent = true;
            }
        }

        private void leave() {
            locked(then -> {
                concurrency.leave(limits.maxConcurrent());
                if (!sent) {
                    putBack();
                }
                queues.values().stream()
                        .sorted(Comparator.comparingLong(waiting -> waiting.passes.peek().arrival))
                        .toList()
                        .forEach(waiting -> waiting.admit(then));
            });
        }

        /** The caller has its answer, or went away. */
        private void giveUp() {
            holder.giveUp();
            locked(then -> {
                if (queued) {
                    queue.remove(this);
                    if (hasPermits) {
                        putBack();
                    }
                    if (timer != null) {
                        timer.cancel(false);
                    }
                    queue.admit(then);
                }
            });
        }

        private void locked(Consumer<List<Runnable>> step) {
            List<Runnable> then = new ArrayList<>();
            synchronized (EndpointLimiter.this) {
                step.accept(then);
            }
            then.forEach(Runnable::run);
        }
    }
}
