package org.llmtestbench.report;

import org.llmtestbench.provider.CompletionResponse;
import org.llmtestbench.provider.Delta;
import org.llmtestbench.runner.Outcome;

/** Writes only the text of the answer and a line feed. */
final class TextOutput implements OutcomeWriter {
    private final Utf8Output out;
    private boolean streamed;

    TextOutput(Utf8Output out) {
        this.out = out;
    }

    @Override
    public void delta(Delta delta) {
        if (delta.kind() == Delta.Kind.TEXT) {
            streamed = true;
            out.print(delta.text());
        }
    }

    @Override
    public void outcome(Outcome outcome) {
        String text = outcome.response().map(CompletionResponse::content).orElse("");
        if (streamed) {
            out.print("\n");
        } else if (outcome.failed().isEmpty() || !text.isEmpty()) {
            out.println(text);
        }
    }
}
