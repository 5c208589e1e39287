package org.llmtestbench.bench;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.inject.Singleton;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.llmtestbench.provider.CompletionResponse;
import org.llmtestbench.provider.Delta;
import org.llmtestbench.provider.ProviderException;

/** Runs trials and turns every failure into an outcome. */
@Singleton
public class Bench {
    /** What the I/O thread has to say to the thread that runs the trial. */
    private sealed interface Signal {
        record Spoke(Delta delta) implements Signal {}

        record Answered(CompletionResponse response) implements Signal {}

        record Broke(Throwable cause) implements Signal {}
    }

    /**
     * Runs one trial to its end.
     *
     * @param trial what to try; a failure to make it is an outcome too
     * @param onDelta takes a streamed answer on the calling thread, so it may block; when it throws, the call is
     *     cancelled and the exception comes through
     */
    public Outcome run(Target target, Supplier<Trial> trial, Consumer<Delta> onDelta) {
        Target asked = target;
        try {
            Trial made = trial.get();
            asked = new Target(target.provider(), made.request().model(), target.offline());
            BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
            Cancellable call = start(made, signals)
                    .subscribe()
                    .with(
                            answer -> signals.add(new Signal.Answered(answer)),
                            failure -> signals.add(new Signal.Broke(failure)));
            return new Outcome.Passed(asked, follow(signals, call, onDelta));
        } catch (ProviderException e) {
            return new Outcome.Failed(asked, e);
        }
    }

    private static Uni<CompletionResponse> start(Trial trial, BlockingQueue<Signal> signals) {
        return trial.stream()
                ? trial.provider().stream(trial.request(), delta -> signals.add(new Signal.Spoke(delta)))
                : trial.provider().complete(trial.request());
    }

    private static CompletionResponse follow(BlockingQueue<Signal> signals, Cancellable call, Consumer<Delta> onDelta) {
        boolean over = false;
        try {
            while (true) {
                Signal signal = signals.take();
                if (signal instanceof Signal.Spoke spoke) {
                    onDelta.accept(spoke.delta());
                    continue;
                }
                over = true;
                if (signal instanceof Signal.Broke broke) {
                    throw broke.cause() instanceof RuntimeException e ? e : new IllegalStateException(broke.cause());
                }
                return ((Signal.Answered) signal).response();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        } finally {
            if (!over) {
                call.cancel();
            }
        }
    }
}
