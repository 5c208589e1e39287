package org.llmtestbench.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;

/** Reads a whole file as UTF-8, up to 8 MB. */
public final class TextFileReader {
    /** Prevents that a very large file, such as the weights of a model, fills the memory. */
    private static final int MAX_BYTES = 8 << 20;

    private TextFileReader() {}

    /**
     * Returns the text without a byte order mark.
     *
     * @param name the path
     * @param failure creates the exception from a reason, such as {@code does not exist.}
     */
    public static String read(String name, Function<String, ProviderException> failure) {
        byte[] bytes = bytes(name, failure);
        if (bytes.length > MAX_BYTES) {
            throw failure.apply("is larger than 8 MB.");
        }
        String text = decode(name, bytes);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static byte[] bytes(String name, Function<String, ProviderException> failure) {
        try {
            Path path = Path.of(name);
            if (Files.isDirectory(path)) {
                throw failure.apply("is a directory.");
            }
            try (InputStream in = Files.newInputStream(path)) {
                return in.readNBytes(MAX_BYTES + 1);
            }
        } catch (NoSuchFileException missing) {
            throw failure.apply("does not exist.");
        } catch (AccessDeniedException denied) {
            throw failure.apply("can't be read: permission denied.");
        } catch (FileSystemException broken) {
            throw failure.apply(
                    "can't be read: " + Optional.ofNullable(broken.getReason()).orElse("unknown reason") + ".");
        } catch (IOException | InvalidPathException broken) {
            throw failure.apply("can't be read: " + broken.getMessage() + ".");
        }
    }

    private static String decode(String name, byte[] bytes) {
        ByteBuffer from = ByteBuffer.wrap(bytes);
        CharBuffer to = CharBuffer.allocate(bytes.length);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        if (decoder.decode(from, to, true).isError()) {
            throw Failure.CONFIGURATION.because(
                    name + ", line " + lineAt(bytes, from.position()) + ": not UTF-8. Save the file as UTF-8.");
        }
        return to.flip().toString();
    }

    private static int lineAt(byte[] bytes, int end) {
        int line = 1;
        for (int i = 0; i < end; i++) {
            line += bytes[i] == '\n' ? 1 : 0;
        }
        return line;
    }
}
