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

/** Where the function is between its start and its end, for all who need to know. */
@Singleton
public class ShutdownCoordinator {
    private static final Cancellable OVER = () -> {};

    private final List<Runnable> endings = new CopyOnWriteArrayList<>();
    private final List<Runnable> atEnding = new CopyOnWriteArrayList<>();
    private final Set<Runnable> inFlight = ConcurrentHashMap.newKeySet();
    private volatile boolean ready;
    private volatile boolean ending;
    private volatile boolean over;

    /** Says that the first caller will be served as well as all others. */
    public void ready() {
        ready = true;
    }

    /** Whether it is warm and not about to end. */
    public boolean isReady() {
        return ready && !ending;
    }

    /** Whether it was ready once. */
    public boolean hasStarted() {
        return ready;
    }

    /** Whether nothing new is to be begun. */
    public boolean isEnding() {
        return ending;
    }

    /** No new work is taken from now on; what is under way goes on. */
    public void end() {
        ending = true;
        atEnding.forEach(Runnable::run);
    }

    /** Runs this when nothing new is taken any more; it must not block, and running it twice must do no harm. */
    public void onShutdownStarted(Runnable step) {
        atEnding.add(step);
        if (ending) {
            step.run();
        }
    }

    /** Runs this when even the time of grace is over; it must not block, and running it twice must do no harm. */
    public void onForcedShutdown(Runnable step) {
        inFlight.add(step);
        if (over) {
            step.run();
        }
    }

    /** Runs this when the process ends, before anything is taken down; it may block as long as the end can wait. */
    public void onShutdown(Runnable step) {
        endings.add(step);
    }

    /** The same call; when even the time of grace is over it is cancelled and ends with this instead. */
    public <T> Uni<T> cancelOnForcedShutdown(Uni<T> call, Supplier<T> cutShort) {
        return Uni.createFrom().emitter(emitter -> {
            AtomicReference<Cancellable> running = new AtomicReference<>();
            Runnable cut = () -> emitter.complete(cutShort.get());
            emitter.onTermination(() -> {
                inFlight.remove(cut);
                cancel(running.getAndSet(OVER));
            });
            inFlight.add(cut);
            Cancellable started = call.subscribe().with(emitter::complete, emitter::fail);
            if (!running.compareAndSet(null, started)) {
                started.cancel();
            }
            if (over) {
                cut.run();
            }
        });
    }

    private static void cancel(Cancellable call) {
        if (call != null) {
            call.cancel();
        }
    }

    /** Cuts all that is under way, now and later. */
    public void cut() {
        over = true;
        inFlight.forEach(Runnable::run);
    }

    /** Before all others: they close what is still needed. */
    void stop(@Observes @Priority(1) ShutdownEvent event) {
        endings.forEach(Runnable::run);
    }
}
