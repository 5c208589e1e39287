package org.llmtestbench.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Predicate;

/**
 * Standard output. If the reader closes the pipe, as {@code head} does, the rest of the output is dropped; the command
 * continues, and its exit code does not change. A full disk is an error.
 */
final class StandardOutput extends FilterOutputStream {
    private final Predicate<IOException> isClosedPipe;
    private volatile boolean isClosed;

    /** @param isClosedPipe whether a write failed because the reader closed the pipe */
    StandardOutput(OutputStream stream, Predicate<IOException> isClosedPipe) {
        super(stream);
        this.isClosedPipe = isClosedPipe;
    }

    /** The standard output of this process. */
    static StandardOutput ofProcess() {
        FileOutputStream stream = new FileOutputStream(FileDescriptor.out);
        return new StandardOutput(
                stream, TerminalCheck.WINDOWS ? StandardOutput::isClosedPipeMessage : e -> isStream(stream));
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        if (isClosed) {
            return;
        }
        try {
            out.write(bytes, from, length);
        } catch (IOException e) {
            if (!isClosedPipe.test(e)) {
                throw e;
            }
            isClosed = true;
        }
    }

    /** Pipes, sockets and terminals have no position; files and devices such as {@code /dev/full} do. */
    static boolean isStream(FileOutputStream stream) {
        try {
            stream.getChannel().position();
            return false;
        } catch (IOException noPosition) {
            return true;
        }
    }

    /** On Windows a pipe has a position too, so a closed pipe is created to learn the localized error message. */
    private static boolean isClosedPipeMessage(IOException e) {
        try {
            Process ended = new ProcessBuilder("cmd", "/c", "exit").start();
            ended.waitFor();
            try (OutputStream pipe = ended.getOutputStream()) {
                pipe.write(0);
                pipe.flush();
            }
            return false;
        } catch (IOException closed) {
            return closed.getMessage() != null && closed.getMessage().equals(e.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
