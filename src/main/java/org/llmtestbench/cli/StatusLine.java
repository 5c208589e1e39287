package org.llmtestbench.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A stream whose last line may come and go: whatever is written takes its place. Needs nothing of a terminal but that it
 * goes back at a carriage return.
 */
final class StatusLine extends FilterOutputStream {
    private int width;

    StatusLine(OutputStream stream) {
        super(stream);
    }

    /** Shows a short text on the line where the next output begins. */
    synchronized void show(String text) {
        int former = width;
        width = text.codePointCount(0, text.length());
        put("\r" + text + " ".repeat(Math.max(0, former - width)));
    }

    /** Leaves the line as if nothing had been shown. */
    synchronized void clear() {
        if (width > 0) {
            put("\r" + " ".repeat(width) + "\r");
            width = 0;
        }
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) throws IOException {
        clear();
        out.write(bytes, from, length);
    }

    @Override
    public synchronized void write(int one) throws IOException {
        clear();
        out.write(one);
    }

    private void put(String text) {
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
