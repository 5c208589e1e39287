package org.llmtestbench.report;

import org.llmtestbench.provider.CompletionResponse;
import org.llmtestbench.provider.Delta;
import org.llmtestbench.runner.Outcome;

/** Writes the answer's text and a line feed, and nothing else. */
final class TextOutput implements OutcomeWriter {
    private final Utf8Output out;
    private boolean spoke;

    TextOutput(Utf8Output out) {
        this.out = out;
    }

    @Override
    public void delta(Delta delta) {
        if (delta.kind() == Delta.Kind.TEXT) {
            spoke = true;
            out.print(delta.text());
        }
    }

    @Override
    public void outcome(Outcome outcome) {
        String text = outcome.response().map(CompletionResponse::content).orElse("");
        if (spoke) {
            out.print("\n");
        } else if (outcome.failed().isEmpty() || !text.isEmpty()) {
            out.println(text);
        }
    }
}
