package org.llmtestbench.report;

import java.util.function.Consumer;
import org.llmtestbench.provider.Attempt;
import org.llmtestbench.provider.CallListener;
import org.llmtestbench.provider.Delta;
import org.llmtestbench.provider.ProviderException.Wait;

/**
 * Writes a line for every attempt when it ends, and for every wait when it begins.
 *
 * @param prefix start of each line, which names the call; empty when there is only one call
 * @param onDelta receives the parts of the answer
 */
public record VerboseCallListener(ConsoleMessages messages, String prefix, Consumer<Delta> onDelta)
        implements CallListener {
    @Override
    public void delta(Delta delta) {
        onDelta.accept(delta);
    }

    @Override
    public void waiting(Wait wait) {
        messages.waiting(wait, prefix);
    }

    @Override
    public void attempt(Attempt attempt) {
        messages.attempt(attempt, prefix);
    }
}
