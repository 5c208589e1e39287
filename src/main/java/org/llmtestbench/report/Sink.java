package org.llmtestbench.report;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** A stream that takes text as UTF-8, at once; unlike a {@code PrintStream} it does not swallow a full disk. */
public final class Sink {
    private final OutputStream stream;

    /** Writes to {@code stream}. */
    public Sink(OutputStream stream) {
        this.stream = stream;
    }

    /** Writes and flushes {@code text}; fails with {@link UncheckedIOException}. */
    public void print(String text) {
        try {
            stream.write(text.getBytes(StandardCharsets.UTF_8));
            stream.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes {@code text} and a line feed. */
    public void println(String text) {
        print(text + "\n");
    }

    /** For text that comes in many pieces; {@code flush} hands them over. Half a surrogate pair becomes a question mark. */
    public Writer writer() {
        return new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
    }
}
