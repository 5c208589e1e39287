package org.llmtestbench.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A stream with a temporary last line: any other output replaces it. The terminal only needs to support a carriage
 * return.
 */
final class StatusLine extends FilterOutputStream {
    private int width;

    StatusLine(OutputStream stream) {
        super(stream);
    }

    /** Shows a short text as the temporary line. */
    synchronized void show(String text) {
        int previousWidth = width;
        width = text.codePointCount(0, text.length());
        put("\r" + text + " ".repeat(Math.max(0, previousWidth - width)));
    }

    /** Removes the temporary line. */
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
    public synchronized void write(int value) throws IOException {
        clear();
        out.write(value);
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
