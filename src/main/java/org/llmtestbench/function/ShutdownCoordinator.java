package org.llmtestbench.function;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** The state of the process between start and end, and the steps of its shutdown. */
@Singleton
public class ShutdownCoordinator {
    private static final Cancellable NOTHING_TO_CANCEL = () -> {};

    private final List<Runnable> shutdownSteps = new CopyOnWriteArrayList<>();
    private final List<Runnable> onStarted = new CopyOnWriteArrayList<>();
    private final Set<Runnable> onForced = ConcurrentHashMap.newKeySet();
    private volatile boolean ready;
    private volatile boolean shuttingDown;
    private volatile boolean forced;

    /** Marks the server as ready: the warm-up is complete, so the first caller is served as fast as all others. */
    public void markReady() {
        ready = true;
    }

    /** Whether the server is warmed up and not shutting down. */
    public boolean isReady() {
        return ready && !shuttingDown;
    }

    /** Whether the server has ever been ready. */
    public boolean hasStarted() {
        return ready;
    }

    /** Whether the shutdown has started, so no new work is accepted. */
    public boolean isShuttingDown() {
        return shuttingDown;
    }

    /** Starts the shutdown: no new work is accepted, running work continues. */
    public void begin() {
        shuttingDown = true;
        onStarted.forEach(Runnable::run);
    }

    /** Runs this when the shutdown starts, or now if it has started. It must not block and must be idempotent. */
    public void onShutdownStarted(Runnable step) {
        onStarted.add(step);
        if (shuttingDown) {
            step.run();
        }
    }

    /** Runs this when the grace period is over, or now if it is over. It must not block and must be idempotent. */
    public void onForcedShutdown(Runnable step) {
        onForced.add(step);
        if (forced) {
            step.run();
        }
    }

    /**
     * Runs this when the process ends, before any bean is destroyed. It may block; the end of the process waits for it.
     */
    public void onShutdown(Runnable step) {
        shutdownSteps.add(step);
    }

    /** The same call; when the grace period is over, it is cancelled and completes with {@code replacement} instead. */
    public <T> Uni<T> cancelOnForcedShutdown(Uni<T> call, Supplier<T> replacement) {
        return Uni.createFrom().emitter(emitter -> {
            AtomicReference<Cancellable> running = new AtomicReference<>();
            Runnable stop = () -> emitter.complete(replacement.get());
            emitter.onTermination(() -> {
                onForced.remove(stop);
                cancel(running.getAndSet(NOTHING_TO_CANCEL));
            });
            onForced.add(stop);
            Cancellable started = call.subscribe().with(emitter::complete, emitter::fail);
            if (!running.compareAndSet(null, started)) {
                started.cancel();
            }
            if (forced) {
                stop.run();
            }
        });
    }

    private static void cancel(Cancellable call) {
        if (call != null) {
            call.cancel();
        }
    }

    /** Ends the grace period: cancels all running work, and all work that starts later. */
    public void force() {
        forced = true;
        onForced.forEach(Runnable::run);
    }

    /** Runs before all other observers, because they close what these steps still need. */
    void onShutdownEvent(@Observes @Priority(1) ShutdownEvent event) {
        shutdownSteps.forEach(Runnable::run);
    }
}
