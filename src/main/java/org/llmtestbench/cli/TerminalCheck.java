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
 * Checks whether a standard stream is a terminal. Linux has a link for each descriptor, other Unix systems have {@code
 * test -t}. Elsewhere there is only Java's console, which checks standard input and output together.
 *
 * @param descriptors the folder with a link for each descriptor; exists only on Linux
 * @param test whether a descriptor is a terminal; empty if the system cannot check this
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

    /** Whether the system has links for the descriptors. */
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

    /** The target of the descriptor's link; empty if the descriptor is closed. */
    String target(int descriptor) {
        try {
            return Files.readSymbolicLink(descriptors.resolve(String.valueOf(descriptor)))
                    .toString();
        } catch (IOException closed) {
            return "";
        }
    }

    /** Runs the POSIX command {@code test}, which inherits the descriptor. */
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

    /** Since Java 22 a console can exist without a terminal; before, it exists only with a terminal. */
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
