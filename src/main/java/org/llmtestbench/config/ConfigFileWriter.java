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
 * Writes a configuration file atomically: completely or not at all.
 *
 * @param file its path as the user gave it
 */
public record ConfigFileWriter(String file) {
    /** Whether the path exists. */
    public boolean exists() {
        return Files.exists(path());
    }

    /**
     * Writes the file. An existing file is first copied to the same directory.
     *
     * @return the path of that copy; empty when there was no file
     */
    public Optional<Path> write(String text) {
        Path temporary = null;
        try {
            Path file = path();
            // follows a symbolic link, so that the link is kept
            Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
            if (Files.isDirectory(target)) {
                throw failure("it is a directory");
            }
            Files.createDirectories(target.getParent());
            temporary = Files.createTempFile(target.getParent(), ".config", ".tmp");
            store(temporary, text);
            Optional<Path> backup = Files.exists(target) ? Optional.of(backup(target)) : Optional.empty();
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            return backup;
        } catch (IOException e) {
            delete(temporary);
            throw failure(reason(e)).causedBy(e);
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

    private static Path backup(Path file) throws IOException {
        for (int number = 1; ; number++) {
            Path copy = file.resolveSibling(file.getFileName() + ".bak" + number);
            try {
                return Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
            } catch (FileAlreadyExistsException taken) {
                // try the next number
            } catch (IOException e) {
                delete(copy);
                throw e;
            }
        }
    }

    private static void delete(Path incomplete) {
        try {
            if (incomplete != null) {
                Files.deleteIfExists(incomplete);
            }
        } catch (IOException ignored) {
            // the caller reports why the file could not be written
        }
    }

    private Path path() {
        try {
            return Path.of(file);
        } catch (InvalidPathException e) {
            throw failure("it is not a valid path");
        }
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "a parent of it is not a directory";
        }
        if (e instanceof NoSuchFileException) {
            return "the directory does not exist";
        }
        String reason = e instanceof FileSystemException system ? system.getReason() : e.getMessage();
        return reason == null ? e.getClass().getSimpleName() : reason;
    }

    private ProviderException failure(String reason) {
        return Failure.CONFIGURATION
                .because(file + " can't be written: " + reason + ".")
                .hint("Choose another file with --config FILE.");
    }
}
