package org.llmtestbench.runner;

import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.llmtestbench.provider.Attempt;
import org.llmtestbench.provider.CallListener;
import org.llmtestbench.provider.CompletionResponse;
import org.llmtestbench.provider.Delta;
import org.llmtestbench.provider.ProviderException.Wait;

/** An event of a running call, sent from the I/O thread to the thread that waits for the call. */
sealed interface CallEvent {
    /** A notification for the caller's listener. */
    record Progress(Consumer<CallListener> notification) implements CallEvent {}

    record Completed(CompletionResponse response) implements CallEvent {}

    record Failed(Throwable cause) implements CallEvent {}

    /** Puts each notification into the queue of the waiting thread. */
    record QueueingListener(BlockingQueue<CallEvent> events) implements CallListener {
        @Override
        public void delta(Delta delta) {
            events.add(new CallEvent.Progress(listener -> listener.delta(delta)));
        }

        @Override
        public void waiting(Wait wait) {
            events.add(new CallEvent.Progress(listener -> listener.waiting(wait)));
        }

        @Override
        public void attempt(Attempt attempt) {
            events.add(new CallEvent.Progress(listener -> listener.attempt(attempt)));
        }
    }
}
