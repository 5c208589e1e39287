package org.llmtestbench.runner;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import java.util.function.Supplier;
import org.llmtestbench.provider.CallListener;
import org.llmtestbench.provider.CompletionResponse;
import org.llmtestbench.provider.Provider;
import org.llmtestbench.provider.ProviderException;

/** Runs calls to providers and turns every failure into an outcome. */
@Singleton
public class CallRunner {
    private final Set<BlockingQueue<CallEvent>> inFlight;
    private final CallObserver observer;

    CallRunner() {
        this(ConcurrentHashMap.newKeySet(), CallObserver.NONE);
    }

    private CallRunner(Set<BlockingQueue<CallEvent>> inFlight, CallObserver observer) {
        this.inFlight = inFlight;
        this.observer = observer;
    }

    /** Returns a runner that shares the calls in flight with this one and notifies this observer of its calls. */
    public CallRunner withObserver(CallObserver observer) {
        return new CallRunner(inFlight, observer);
    }

    /** Cancels all calls in flight and closes their connections, because the process is about to end. */
    void stop(@Observes ShutdownEvent event) {
        inFlight.forEach(
                events -> events.add(new CallEvent.Failed(new CancellationException("The process is shutting down."))));
    }

    /**
     * Runs one call and blocks until it completes. Throws {@link CancellationException} if the process ends first.
     *
     * @param spec builds the call; if it throws {@link ProviderException}, the outcome has failed
     * @param listener is notified on the calling thread, so it may block; if it throws, the call is cancelled and the
     *     exception is passed on
     */
    public Outcome run(Target target, Supplier<CallSpec> spec, CallListener listener) {
        Target actualTarget = target;
        CallSpec call = null;
        Outcome outcome;
        try {
            call = spec.get();
            actualTarget = new Target(target.provider(), call.request().model(), target.offline());
            outcome = new Outcome.Passed(actualTarget, await(call, listener));
        } catch (ProviderException e) {
            outcome = new Outcome.Failed(actualTarget, e);
        }
        observer.ended(Optional.ofNullable(call), outcome);
        return outcome;
    }

    /**
     * Starts one call when subscribed to, and does not block a thread. A failed call is an outcome; the {@link Uni}
     * fails only if there is a bug. Cancelling the subscription closes the connection.
     *
     * @param spec builds the call; if it throws {@link ProviderException}, the outcome has failed
     * @param listener is notified on an I/O thread, so it must not block
     */
    public Uni<Outcome> start(Target target, Supplier<CallSpec> spec, CallListener listener) {
        return Uni.createFrom().deferred(() -> {
            try {
                CallSpec call = spec.get();
                Target actualTarget =
                        new Target(target.provider(), call.request().model(), target.offline());
                return send(call, listener)
                        .<Outcome>map(answer -> new Outcome.Passed(actualTarget, answer))
                        .onFailure(ProviderException.class)
                        .recoverWithItem(failure -> new Outcome.Failed(actualTarget, failure))
                        .invoke(outcome -> observer.ended(Optional.of(call), outcome));
            } catch (ProviderException notBuilt) {
                Outcome outcome = new Outcome.Failed(target, notBuilt);
                observer.ended(Optional.empty(), outcome);
                return Uni.createFrom().item(outcome);
            }
        });
    }

    /** Checks the provider's configuration with a free request, and blocks. Returns the failure; empty if it is valid. */
    public Optional<ProviderException> check(Supplier<Provider> provider) {
        try {
            provider.get().validateConfig().await().indefinitely();
            return Optional.empty();
        } catch (ProviderException e) {
            return Optional.of(e);
        }
    }

    /**
     * Runs one call for each target in parallel, blocks, and returns the outcomes in the order of the targets.
     *
     * @param listener makes the listener for the call to a target; each listener is notified on a thread of its own
     */
    public List<Outcome> runAll(
            List<Target> targets, Function<Target, CallSpec> spec, Function<Target, CallListener> listener) {
        ExecutorService threads = Executors.newFixedThreadPool(targets.size());
        try {
            return targets.stream()
                    .map(target -> CompletableFuture.supplyAsync(
                            () -> run(target, () -> spec.apply(target), listener.apply(target)), threads))
                    .toList()
                    .stream()
                    .map(CallRunner::join)
                    .toList();
        } finally {
            threads.shutdownNow();
        }
    }

    private static Outcome join(CompletableFuture<Outcome> outcome) {
        try {
            return outcome.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private CompletionResponse await(CallSpec call, CallListener listener) {
        BlockingQueue<CallEvent> events = new LinkedBlockingQueue<>();
        inFlight.add(events);
        Cancellable subscription = send(call, new CallEvent.QueueingListener(events))
                .subscribe()
                .with(
                        answer -> events.add(new CallEvent.Completed(answer)),
                        failure -> events.add(new CallEvent.Failed(failure)));
        try {
            return processEvents(events, listener);
        } finally {
            inFlight.remove(events);
            // has no effect on a completed call, and closes the connection of any other
            subscription.cancel();
        }
    }

    private static Uni<CompletionResponse> send(CallSpec call, CallListener listener) {
        return call.stream()
                ? call.provider().stream(call.request(), listener)
                : call.provider().complete(call.request(), listener);
    }

    private static CompletionResponse processEvents(BlockingQueue<CallEvent> events, CallListener listener) {
        try {
            while (true) {
                CallEvent event = events.take();
                if (event instanceof CallEvent.Completed completed) {
                    return completed.response();
                }
                if (event instanceof CallEvent.Failed failed) {
                    throw failed.cause() instanceof RuntimeException e ? e : new IllegalStateException(failed.cause());
                }
                ((CallEvent.Progress) event).notification().accept(listener);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }
}
