package org.llmtestbench.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;

/**
 * A configuration file that is about to be written: as a whole or not at all.
 *
 * @param file its path as the user gave it
 */
public record ConfigFileWriter(String file) {
    /** Whether there is something in its place. */
    public boolean exists() {
        return Files.exists(path());
    }

    /**
     * Writes it; what stood there is saved beside it first.
     *
     * @return where the former file is now
     */
    public Optional<Path> write(String text) {
        Path temporary = null;
        try {
            Path file = path();
            // through a link to the file that is meant, such as one in a folder of dot files
            Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
            if (Files.isDirectory(target)) {
                throw refused("it is a directory");
            }
            Files.createDirectories(target.getParent());
            temporary = Files.createTempFile(target.getParent(), ".config", ".tmp");
            store(temporary, text);
            Optional<Path> saved = Files.exists(target) ? Optional.of(saved(target)) : Optional.empty();
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            return saved;
        } catch (IOException e) {
            discard(temporary);
            throw refused(reason(e)).causedBy(e);
        }
    }

    private static void store(Path file, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private static Path saved(Path file) throws IOException {
        for (int number = 1; ; number++) {
            Path copy = file.resolveSibling(file.getFileName() + ".bak" + number);
            try {
                return Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
            } catch (FileAlreadyExistsException taken) {
                // the next number is free, or the one after it
            } catch (IOException e) {
                discard(copy);
                throw e;
            }
        }
    }

    private static void discard(Path half) {
        try {
            if (half != null) {
                Files.deleteIfExists(half);
            }
        } catch (IOException leftBehind) {
            // what is told is why it could not be written
        }
    }

    private Path path() {
        try {
            return Path.of(file);
        } catch (InvalidPathException e) {
            throw refused("it is not the name of a file");
        }
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "a part of its path is not a directory";
        }
        if (e instanceof NoSuchFileException) {
            return "there is no such directory";
        }
        String reason = e instanceof FileSystemException system ? system.getReason() : e.getMessage();
        return reason == null ? e.getClass().getSimpleName() : reason;
    }

    private ProviderException refused(String reason) {
        return Failure.CONFIGURATION
                .because(file + " can't be written: " + reason + ".")
                .hint("Name another place with --config FILE.");
    }
}
