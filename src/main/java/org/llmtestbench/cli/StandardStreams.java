package org.llmtestbench.cli;

import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Locale;
import java.util.stream.Stream;
import org.llmtestbench.report.ConsoleMessages;
import org.llmtestbench.report.Utf8Output;

/** The three standard streams, and whether a person sits at the other end. */
final class StandardStreams {
    private static final TerminalCheck TERMINALS = TerminalCheck.ofProcess();

    /** A {@code PrintStream} swallows it when nobody listens: the exit code does not depend on that. */
    private static final StatusLine ERR = new StatusLine(new PrintStream(new FileOutputStream(FileDescriptor.err)));

    private StandardStreams() {}

    /** Where results go; on a terminal without control characters. A reader that has gone only silences it. */
    static Utf8Output out() {
        return outIsTerminal()
                ? Utf8Output.toTerminal(StandardOutput.ofProcess())
                : new Utf8Output(StandardOutput.ofProcess());
    }

    /** The same for texts of the program itself, which may hold styles of the terminal. */
    static Utf8Output styledOut() {
        return new Utf8Output(StandardOutput.ofProcess());
    }

    /** Whatever is written clears the status line first. Takes no control characters. */
    static Utf8Output err() {
        return Utf8Output.toTerminal(ERR);
    }

    /** What is said to a person on stderr. */
    static ConsoleMessages commentary() {
        return new ConsoleMessages(new Utf8Output(ERR), errWantsColour());
    }

    /** The last line of stderr; only {@link #errTakesStatus} says whether to use it. */
    static StatusLine status() {
        return ERR;
    }

    /** Whether a person looks at stderr, on something that can go back to the beginning of a line. */
    static boolean errTakesStatus() {
        return !isDumb() && TERMINALS.isTerminal(2);
    }

    static boolean outIsTerminal() {
        return TERMINALS.isTerminal(1);
    }

    /** Whether the person's terminal shows more than ASCII, as far as the locale and its kind tell. */
    static boolean showsUnicode() {
        String locale = Stream.of("LC_ALL", "LC_CTYPE", "LANG")
                .map(System::getenv)
                .filter(value -> value != null && !value.isEmpty())
                .findFirst()
                .orElse("");
        return locale.toLowerCase(Locale.ROOT).replace("-", "").contains("utf8")
                && !"linux".equals(System.getenv("TERM"));
    }

    static InputStream in() {
        // buffered, for FileInputStream.readAllBytes of Java 17 fails on a pipe: it asks for its position
        return new BufferedInputStream(new FileInputStream(FileDescriptor.in));
    }

    static boolean errWantsColour() {
        String no = System.getenv("NO_COLOR");
        return (no == null || no.isEmpty()) && !isDumb() && TERMINALS.isTerminal(2);
    }

    private static boolean isDumb() {
        String terminal = System.getenv("TERM");
        return terminal == null || terminal.isEmpty() || terminal.equals("dumb");
    }

    /** Whether something is piped or redirected into this process; a closed stdin is nothing. */
    static boolean hasPipedInput() {
        boolean isClosed = TERMINALS.showsTargets() && (TERMINALS.target(0).isEmpty() || isOfJava(0));
        return !isClosed && !TERMINALS.isTerminal(0);
    }

    /** Whether a person can be asked something and answer it. */
    static boolean canAsk() {
        return TERMINALS.isTerminal(0) && TERMINALS.isTerminal(2);
    }

    /** Whether an environment variable holds anything. */
    static boolean isSet(String variable) {
        String value = variable.isEmpty() ? null : System.getenv(variable);
        return value != null && !value.isBlank();
    }

    /** Java opens its own files on descriptors that were closed when it started. */
    private static boolean isOfJava(int descriptor) {
        return TERMINALS.target(descriptor).startsWith(System.getProperty("java.home"));
    }
}
