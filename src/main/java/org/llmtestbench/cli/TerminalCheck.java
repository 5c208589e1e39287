package org.llmtestbench.cli;

import java.io.Console;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;

/**
 * Says whether a standard stream is a terminal. Linux shows what each descriptor is, other Unix systems answer {@code test
 * -t}, and elsewhere Java's console knows only standard input and output together.
 *
 * @param descriptors the folder with a link for each descriptor; it exists on Linux only
 * @param test whether a descriptor is a terminal; empty where the system cannot be asked
 * @param console whether Java's console is a terminal
 */
record TerminalCheck(Path descriptors, IntFunction<Optional<Boolean>> test, BooleanSupplier console) {
    static final boolean WINDOWS =
            System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");

    /** The check for this process. */
    static TerminalCheck ofProcess() {
        return new TerminalCheck(
                Path.of("/proc/self/fd"),
                WINDOWS ? descriptor -> Optional.empty() : TerminalCheck::test,
                TerminalCheck::isConsole);
    }

    /** Whether the system shows what each descriptor is. */
    boolean showsTargets() {
        return Files.isDirectory(descriptors);
    }

    boolean isTerminal(int descriptor) {
        if (!showsTargets()) {
            return test.apply(descriptor).orElseGet(console::getAsBoolean);
        }
        String target = target(descriptor);
        return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
    }

    /** What the descriptor is; empty when it is closed. */
    String target(int descriptor) {
        try {
            return Files.readSymbolicLink(descriptors.resolve(String.valueOf(descriptor)))
                    .toString();
        } catch (IOException closed) {
            return "";
        }
    }

    /** Asks the POSIX command {@code test}, which inherits the descriptor. */
    static Optional<Boolean> test(int descriptor) {
        try {
            int exitCode = new ProcessBuilder("test", "-t", String.valueOf(descriptor))
                    .inheritIO()
                    .start()
                    .waitFor();
            return exitCode > 1 ? Optional.empty() : Optional.of(exitCode == 0);
        } catch (IOException noSuchCommand) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Since Java 22 there may be a console without a terminal; before, there is one only with a terminal. */
    static boolean isConsole() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException before22) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }
}
