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

/** A file that takes lines at its end, from several processes, and drops the oldest before it grows too large. */
final class JsonlFile {
    private static final long LIMIT = 32L << 20;

    private final Path file;
    private final long limit;

    JsonlFile(Path file) {
        this(file, LIMIT);
    }

    /** @param limit the file is cut to half of it when it gets larger */
    JsonlFile(Path file, long limit) {
        this.file = file;
        this.limit = limit;
    }

    /** Damaged bytes become damaged lines, not an exception. */
    static BufferedReader reader(Path file) throws IOException {
        return new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8));
    }

    void append(String line) throws IOException {
        // a lock on a file holds between processes, not between the threads of one
        synchronized (JsonlFile.class) {
            Path lock = file.resolveSibling(file.getFileName() + ".lock");
            try (FileChannel guard = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                guard.lock();
                add(line);
                if (Files.size(file) > limit) {
                    shorten();
                }
            }
        }
    }

    private void add(String line) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long end = channel.size();
            // a writer that was killed left half a line: it must not spoil this one
            String start = end == 0 || byteAt(channel, end - 1) == '\n' ? "" : "\n";
            ByteBuffer bytes = ByteBuffer.wrap((start + line + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                end += channel.write(bytes, end);
            }
        }
    }

    private static byte byteAt(FileChannel channel, long place) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        channel.read(one, place);
        return one.get(0);
    }

    /** Keeps the newest lines, and always the last. */
    private void shorten() throws IOException {
        Path kept = file.resolveSibling(file.getFileName() + ".tmp");
        try (FileChannel from = FileChannel.open(file, StandardOpenOption.READ);
                FileChannel to = FileChannel.open(
                        kept,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            long start = nextLine(from, from.size() - limit / 2);
            while (start < from.size()) {
                start += from.transferTo(start, from.size() - start, to);
            }
        }
        Files.move(kept, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Where the first line begins at or after this place; the last line's beginning where there is none. */
    private static long nextLine(FileChannel channel, long from) throws IOException {
        for (long place = from; place < channel.size() - 1; place++) {
            if (byteAt(channel, place) == '\n') {
                return place + 1;
            }
        }
        long place = from;
        while (place > 0 && byteAt(channel, place - 1) != '\n') {
            place--;
        }
        return place;
    }
}
