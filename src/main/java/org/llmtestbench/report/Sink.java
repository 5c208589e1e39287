package org.llmtestbench.report;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.llmtestbench.provider.Utf16;

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
            stream.write(Utf16.toWellFormed(text).getBytes(StandardCharsets.UTF_8));
            stream.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes {@code text} and a line feed. */
    public void println(String text) {
        print(text + "\n");
    }

    /** For text that comes in many pieces; {@code flush} hands them over. Half a surrogate pair becomes U+FFFD. */
    public Writer writer() {
        CharsetEncoder utf8 = StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .replaceWith("\uFFFD".getBytes(StandardCharsets.UTF_8));
        return new BufferedWriter(new OutputStreamWriter(stream, utf8));
    }
}
