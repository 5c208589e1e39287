package org.llmtestbench.runner;

import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.llmtestbench.provider.Attempt;
import org.llmtestbench.provider.CallListener;
import org.llmtestbench.provider.CompletionResponse;
import org.llmtestbench.provider.Delta;
import org.llmtestbench.provider.ProviderException.Wait;

/** What the I/O thread has to say to the thread that runs the trial. */
sealed interface CallEvent {
    record Told(Consumer<CallListener> news) implements CallEvent {}

    record Answered(CompletionResponse response) implements CallEvent {}

    record Broke(Throwable cause) implements CallEvent {}

    /** Carries news over to the thread that runs the trial. */
    record Messenger(BlockingQueue<CallEvent> signals) implements CallListener {
        @Override
        public void delta(Delta delta) {
            signals.add(new CallEvent.Told(progress -> progress.delta(delta)));
        }

        @Override
        public void waiting(Wait wait) {
            signals.add(new CallEvent.Told(progress -> progress.waiting(wait)));
        }

        @Override
        public void attempt(Attempt attempt) {
            signals.add(new CallEvent.Told(progress -> progress.attempt(attempt)));
        }
    }
}
