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

/** The three standard streams, and whether they are a terminal. */
final class StandardStreams {
    private static final TerminalCheck TERMINALS = TerminalCheck.ofProcess();

    /** A {@code PrintStream} ignores a closed stderr, so that it does not change the exit code. */
    private static final StatusLine ERR = new StatusLine(new PrintStream(new FileOutputStream(FileDescriptor.err)));

    private StandardStreams() {}

    /** Stdout, for results. Removes control characters on a terminal. A closed pipe is not an error. */
    static Utf8Output out() {
        return outIsTerminal()
                ? Utf8Output.toTerminal(StandardOutput.ofProcess())
                : new Utf8Output(StandardOutput.ofProcess());
    }

    /** Stdout for texts of the program itself, which may contain terminal styles. */
    static Utf8Output styledOut() {
        return new Utf8Output(StandardOutput.ofProcess());
    }

    /** Stderr. A write clears the status line first; control characters are removed. */
    static Utf8Output err() {
        return Utf8Output.toTerminal(ERR);
    }

    /** Errors, hints, warnings and notes for the user, on stderr. */
    static ConsoleMessages commentary() {
        return new ConsoleMessages(new Utf8Output(ERR), errWantsColour());
    }

    /** The status line of stderr; use it only if {@link #errTakesStatus}. */
    static StatusLine status() {
        return ERR;
    }

    /** Whether stderr is a terminal that supports a carriage return. */
    static boolean errTakesStatus() {
        return !isDumb() && TERMINALS.isTerminal(2);
    }

    static boolean outIsTerminal() {
        return TERMINALS.isTerminal(1);
    }

    /** Whether the terminal shows more than ASCII, according to the locale and the terminal type. */
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
        // buffered, because FileInputStream.readAllBytes of Java 17 asks for the position and fails on a pipe
        return new BufferedInputStream(new FileInputStream(FileDescriptor.in));
    }

    static boolean errWantsColour() {
        String noColor = System.getenv("NO_COLOR");
        return (noColor == null || noColor.isEmpty()) && !isDumb() && TERMINALS.isTerminal(2);
    }

    private static boolean isDumb() {
        String terminal = System.getenv("TERM");
        return terminal == null || terminal.isEmpty() || terminal.equals("dumb");
    }

    /** Whether stdin is a pipe or a file; false if stdin is closed. */
    static boolean hasPipedInput() {
        boolean isClosed = TERMINALS.showsTargets() && (TERMINALS.target(0).isEmpty() || isOfJava(0));
        return !isClosed && !TERMINALS.isTerminal(0);
    }

    /** Whether the user can read questions on stderr and answer them on stdin. */
    static boolean canAsk() {
        return TERMINALS.isTerminal(0) && TERMINALS.isTerminal(2);
    }

    /** Whether an environment variable has a value that is not blank. */
    static boolean isSet(String variable) {
        String value = variable.isEmpty() ? null : System.getenv(variable);
        return value != null && !value.isBlank();
    }

    /** Whether Java has opened one of its own files on the descriptor, which it does if the descriptor was closed. */
    private static boolean isOfJava(int descriptor) {
        return TERMINALS.target(descriptor).startsWith(System.getProperty("java.home"));
    }
}
