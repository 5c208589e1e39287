package org.llmtestbench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;

/** A writer whose failures are unchecked. */
final class UncheckedWriter {
    private final Writer out;

    UncheckedWriter(Writer out) {
        this.out = out;
    }

    UncheckedWriter write(String... pieces) {
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
