package org.llmtestbench.suite;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A file to which several processes can append lines. Drops its oldest lines when it becomes too large. */
final class JsonlFile {
    private static final long MAX_BYTES = 32L << 20;

    private final Path file;
    private final long maxBytes;

    JsonlFile(Path file) {
        this(file, MAX_BYTES);
    }

    /** @param maxBytes a larger file is shortened to half of this size */
    JsonlFile(Path file, long maxBytes) {
        this.file = file;
        this.maxBytes = maxBytes;
    }

    /** A reader that replaces invalid UTF-8 instead of failing. */
    static BufferedReader reader(Path file) throws IOException {
        return new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8));
    }

    void append(String line) throws IOException {
        // a file lock excludes other processes, but not other threads of this process
        synchronized (JsonlFile.class) {
            Path lock = file.resolveSibling(file.getFileName() + ".lock");
            try (FileChannel lockChannel =
                    FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                lockChannel.lock();
                add(line);
                if (Files.size(file) > maxBytes) {
                    shorten();
                }
            }
        }
    }

    private void add(String line) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long end = channel.size();
            // a killed process may have written half a line; this line must not be appended to it
            String start = end == 0 || byteAt(channel, end - 1) == '\n' ? "" : "\n";
            ByteBuffer bytes = ByteBuffer.wrap((start + line + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                end += channel.write(bytes, end);
            }
        }
    }

    private static byte byteAt(FileChannel channel, long position) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(1);
        channel.read(buffer, position);
        return buffer.get(0);
    }

    /** Keeps the newest lines, at least the last line. */
    private void shorten() throws IOException {
        Path shortened = file.resolveSibling(file.getFileName() + ".tmp");
        try (FileChannel from = FileChannel.open(file, StandardOpenOption.READ);
                FileChannel to = FileChannel.open(
                        shortened,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            long start = nextLine(from, from.size() - maxBytes / 2);
            while (start < from.size()) {
                start += from.transferTo(start, from.size() - start, to);
            }
        }
        Files.move(shortened, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The start of the first line after this position; the start of the last line if there is none. */
    private static long nextLine(FileChannel channel, long from) throws IOException {
        for (long position = from; position < channel.size() - 1; position++) {
            if (byteAt(channel, position) == '\n') {
                return position + 1;
            }
        }
        long position = from;
        while (position > 0 && byteAt(channel, position - 1) != '\n') {
            position--;
        }
        return position;
    }
}
