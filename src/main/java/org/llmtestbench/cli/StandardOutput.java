package org.llmtestbench.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Predicate;

/**
 * Standard output. When its reader has gone, as {@code head} goes, the rest of the output is dropped: the command goes on,
 * and its exit code is that of its own outcome. A full disk is a failure.
 */
final class StandardOutput extends FilterOutputStream {
    private final Predicate<IOException> isClosedPipe;
    private volatile boolean readerIsGone;

    /** @param isClosedPipe whether a write failed because the reader has gone */
    StandardOutput(OutputStream stream, Predicate<IOException> isClosedPipe) {
        super(stream);
        this.isClosedPipe = isClosedPipe;
    }

    /** That of this process. */
    static StandardOutput ofProcess() {
        FileOutputStream stream = new FileOutputStream(FileDescriptor.out);
        return new StandardOutput(
                stream, TerminalCheck.WINDOWS ? StandardOutput::isClosedPipeMessage : e -> isStream(stream));
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        if (readerIsGone) {
            return;
        }
        try {
            out.write(bytes, from, length);
        } catch (IOException e) {
            if (!isClosedPipe.test(e)) {
                throw e;
            }
            readerIsGone = true;
        }
    }

    /** Pipes, sockets and terminals have no position, files and devices such as {@code /dev/full} have one. */
    static boolean isStream(FileOutputStream stream) {
        try {
            stream.getChannel().position();
            return false;
        } catch (IOException noPosition) {
            return true;
        }
    }

    /** Windows gives a pipe a position too, so its words for a closed pipe, in its own language, are provoked. */
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
