package org.llmtestbench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;

/** A writer whose failures are unchecked. */
final class Pen {
    private final Writer out;

    Pen(Writer out) {
        this.out = out;
    }

    Pen write(String... pieces) {
        try {
            for (String piece : pieces) {
                out.write(piece);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    void flush() {
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
