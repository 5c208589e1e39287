package org.llmtestbench.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A buffer in a temporary file, for long text that must come after text that is not known yet. */
final class TempFileBuffer {
    private final FileChannel channel;
    private final Writer writer;

    TempFileBuffer() {
        try {
            Path file = Files.createTempFile("llm-test-bench-", ".part");
            channel = FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            writer = Channels.newWriter(channel, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Writer writer() {
        return writer;
    }

    /** Copies the buffered text and deletes the file. May be called once. */
    void drainTo(UncheckedWriter target) {
        try (channel) {
            writer.flush();
            channel.position(0);
            BufferedReader reader = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
            char[] chunk = new char[8192];
            for (int length = reader.read(chunk); length >= 0; length = reader.read(chunk)) {
                target.write(new String(chunk, 0, length));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
