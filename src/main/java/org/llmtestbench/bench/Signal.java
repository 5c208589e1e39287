package org.llmtestbench.bench;

import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.llmtestbench.provider.Attempt;
import org.llmtestbench.provider.CompletionResponse;
import org.llmtestbench.provider.Delta;
import org.llmtestbench.provider.Progress;
import org.llmtestbench.provider.ProviderException.Wait;

/** What the I/O thread has to say to the thread that runs the trial. */
sealed interface Signal {
    record Told(Consumer<Progress> news) implements Signal {}

    record Answered(CompletionResponse response) implements Signal {}

    record Broke(Throwable cause) implements Signal {}

    /** Carries news over to the thread that runs the trial. */
    record Messenger(BlockingQueue<Signal> signals) implements Progress {
        @Override
        public void delta(Delta delta) {
            signals.add(new Signal.Told(progress -> progress.delta(delta)));
        }

        @Override
        public void waiting(Wait wait) {
            signals.add(new Signal.Told(progress -> progress.waiting(wait)));
        }

        @Override
        public void attempt(Attempt attempt) {
            signals.add(new Signal.Told(progress -> progress.attempt(attempt)));
        }
    }
}
