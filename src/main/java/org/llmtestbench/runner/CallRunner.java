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

/** Runs trials and turns every failure into an outcome. */
@Singleton
public class CallRunner {
    private final Set<BlockingQueue<CallEvent>> inFlight;
    private final CallObserver witness;

    CallRunner() {
        this(ConcurrentHashMap.newKeySet(), CallObserver.NONE);
    }

    private CallRunner(Set<BlockingQueue<CallEvent>> inFlight, CallObserver witness) {
        this.inFlight = inFlight;
        this.witness = witness;
    }

    /** The same bench, with somebody who hears of all its trials. */
    public CallRunner withObserver(CallObserver witness) {
        return new CallRunner(inFlight, witness);
    }

    /** Ends what is under way, closing its connections: the process is about to end. */
    void stop(@Observes ShutdownEvent event) {
        inFlight.forEach(signals -> signals.add(new CallEvent.Broke(new CancellationException("The process ends."))));
    }

    /**
     * Runs one trial to its end. Fails with a {@link CancellationException} when the process ends before it does.
     *
     * @param trial what to try; a failure to make it is an outcome too
     * @param progress hears of it on the calling thread, so it may block; when it throws, the call is cancelled and the
     *     exception comes through
     */
    public Outcome run(Target target, Supplier<CallSpec> trial, CallListener progress) {
        Target asked = target;
        CallSpec made = null;
        Outcome outcome;
        try {
            made = trial.get();
            asked = new Target(target.provider(), made.request().model(), target.offline());
            outcome = new Outcome.Passed(asked, answer(made, progress));
        } catch (ProviderException e) {
            outcome = new Outcome.Failed(asked, e);
        }
        witness.ended(Optional.ofNullable(made), outcome);
        return outcome;
    }

    /**
     * Runs one trial without holding a thread; never fails but by a bug. Cancelling closes its connection.
     *
     * @param progress hears of it on an I/O thread, so it must not block
     */
    public Uni<Outcome> start(Target target, Supplier<CallSpec> trial, CallListener progress) {
        return Uni.createFrom().deferred(() -> {
            try {
                CallSpec made = trial.get();
                Target asked = new Target(target.provider(), made.request().model(), target.offline());
                return call(made, progress)
                        .<Outcome>map(answer -> new Outcome.Passed(asked, answer))
                        .onFailure(ProviderException.class)
                        .recoverWithItem(failure -> new Outcome.Failed(asked, failure))
                        .invoke(outcome -> witness.ended(Optional.of(made), outcome));
            } catch (ProviderException unmade) {
                Outcome outcome = new Outcome.Failed(target, unmade);
                witness.ended(Optional.empty(), outcome);
                return Uni.createFrom().item(outcome);
            }
        });
    }

    /** Asks, without paying, whether a provider accepts its configuration; what it does not accept, or nothing. */
    public Optional<ProviderException> check(Supplier<Provider> provider) {
        try {
            provider.get().validateConfig().await().indefinitely();
            return Optional.empty();
        } catch (ProviderException e) {
            return Optional.of(e);
        }
    }

    /**
     * Runs one trial for each target, side by side, and returns their outcomes in the targets' order.
     *
     * @param progress hears of one target's trial, each on a thread of its own
     */
    public List<Outcome> runAll(
            List<Target> targets, Function<Target, CallSpec> trial, Function<Target, CallListener> progress) {
        ExecutorService threads = Executors.newFixedThreadPool(targets.size());
        try {
            return targets.stream()
                    .map(target -> CompletableFuture.supplyAsync(
                            () -> run(target, () -> trial.apply(target), progress.apply(target)), threads))
                    .toList()
                    .stream()
                    .map(CallRunner::joined)
                    .toList();
        } finally {
            threads.shutdownNow();
        }
    }

    private static Outcome joined(CompletableFuture<Outcome> outcome) {
        try {
            return outcome.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private CompletionResponse answer(CallSpec trial, CallListener progress) {
        BlockingQueue<CallEvent> signals = new LinkedBlockingQueue<>();
        inFlight.add(signals);
        Cancellable call = call(trial, new CallEvent.Messenger(signals))
                .subscribe()
                .with(
                        answer -> signals.add(new CallEvent.Answered(answer)),
                        failure -> signals.add(new CallEvent.Broke(failure)));
        try {
            return follow(signals, progress);
        } finally {
            inFlight.remove(signals);
            // does nothing to a call that is over, and closes the connection of one that is not
            call.cancel();
        }
    }

    private static Uni<CompletionResponse> call(CallSpec trial, CallListener progress) {
        return trial.stream()
                ? trial.provider().stream(trial.request(), progress)
                : trial.provider().complete(trial.request(), progress);
    }

    private static CompletionResponse follow(BlockingQueue<CallEvent> signals, CallListener progress) {
        try {
            while (true) {
                CallEvent signal = signals.take();
                if (signal instanceof CallEvent.Answered answered) {
                    return answered.response();
                }
                if (signal instanceof CallEvent.Broke broke) {
                    throw broke.cause() instanceof RuntimeException e ? e : new IllegalStateException(broke.cause());
                }
                ((CallEvent.Told) signal).news().accept(progress);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }
}
