package org.llmtestbench.report;

import java.io.BufferedWriter;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.llmtestbench.provider.Utf16;

/** Writes text as UTF-8 and flushes it. Unlike a {@code PrintStream}, it reports errors such as a full disk. */
public final class Utf8Output {
    private final OutputStream stream;
    private final TerminalText terminal;

    /** Writes to {@code stream}. */
    public Utf8Output(OutputStream stream) {
        this(stream, null);
    }

    private Utf8Output(OutputStream stream, TerminalText terminal) {
        this.stream = stream;
        this.terminal = terminal;
    }

    /** Writes to a terminal, with control characters replaced by visible ones. */
    public static Utf8Output toTerminal(OutputStream stream) {
        return new Utf8Output(stream, new TerminalText());
    }

    /** Writes and flushes {@code text}; fails with {@link UncheckedIOException}. */
    public void print(String text) {
        try {
            String wellFormed = Utf16.toWellFormed(text);
            String shown = terminal == null ? wellFormed : terminal.next(wellFormed);
            stream.write(shown.getBytes(StandardCharsets.UTF_8));
            stream.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes {@code text} and a line feed. */
    public void println(String text) {
        print(text + "\n");
    }

    /** A buffered writer for text in many parts. An unpaired surrogate becomes U+FFFD. */
    public Writer writer() {
        CharsetEncoder utf8 = StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .replaceWith("\uFFFD".getBytes(StandardCharsets.UTF_8));
        Writer writer = new OutputStreamWriter(stream, utf8);
        return new BufferedWriter(terminal == null ? writer : new TerminalWriter(writer, terminal));
    }

    /** Replaces control characters in the buffered parts of a longer text. */
    private static final class TerminalWriter extends FilterWriter {
        private final TerminalText terminal;

        TerminalWriter(Writer out, TerminalText terminal) {
            super(out);
            this.terminal = terminal;
        }

        @Override
        public void write(char[] text, int from, int length) throws IOException {
            out.write(terminal.next(new String(text, from, length)));
        }

        @Override
        public void write(String text, int from, int length) throws IOException {
            out.write(terminal.next(text.substring(from, from + length)));
        }

        @Override
        public void write(int c) throws IOException {
            out.write(terminal.next(String.valueOf((char) c)));
        }
    }
}
