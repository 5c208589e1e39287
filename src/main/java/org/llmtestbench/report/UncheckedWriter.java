package org.llmtestbench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;

/** A writer that fails with {@link UncheckedIOException}. */
final class UncheckedWriter {
    private final Writer out;

    UncheckedWriter(Writer out) {
        this.out = out;
    }

    UncheckedWriter write(String... parts) {
        try {
            for (String part : parts) {
                out.write(part);
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
