package org.llmtestbench.report;

import java.util.function.Consumer;
import org.llmtestbench.provider.Attempt;
import org.llmtestbench.provider.CallListener;
import org.llmtestbench.provider.Delta;
import org.llmtestbench.provider.ProviderException.Wait;

/**
 * Tells of every attempt when it ends, and of every wait when it begins.
 *
 * @param about stands before each line; empty when there is but one trial
 * @param onDelta takes the answer
 */
public record VerboseCallListener(ConsoleMessages messages, String about, Consumer<Delta> onDelta)
        implements CallListener {
    @Override
    public void delta(Delta delta) {
        onDelta.accept(delta);
    }

    @Override
    public void waiting(Wait wait) {
        messages.waiting(wait, about);
    }

    @Override
    public void attempt(Attempt attempt) {
        messages.attempt(attempt, about);
    }
}
