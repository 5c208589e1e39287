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
import org.llmtestbench.provider.Failure;

/** Reads a whole file as UTF-8, or says why that can't be done. */
final class FileText {
    /** Far more than anybody writes; a model's weights named by mistake must not fill the memory. */
    private static final int MOST_BYTES = 8 << 20;

    private FileText() {}

    static String of(ConfigurationFile file) {
        byte[] bytes = bytes(file);
        if (bytes.length > MOST_BYTES) {
            throw file.refused("has more than 8 MB.");
        }
        String text = decoded(file.name(), bytes);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static byte[] bytes(ConfigurationFile file) {
        try {
            Path path = Path.of(file.name());
            if (Files.isDirectory(path)) {
                throw file.refused("is a directory.");
            }
            try (InputStream in = Files.newInputStream(path)) {
                return in.readNBytes(MOST_BYTES + 1);
            }
        } catch (NoSuchFileException missing) {
            throw file.refused("does not exist.");
        } catch (AccessDeniedException denied) {
            throw file.refused("can't be read: permission denied.");
        } catch (FileSystemException broken) {
            throw file.refused(
                    "can't be read: " + Optional.ofNullable(broken.getReason()).orElse("unknown reason") + ".");
        } catch (IOException | InvalidPathException broken) {
            throw file.refused("can't be read: " + broken.getMessage() + ".");
        }
    }

    private static String decoded(String name, byte[] bytes) {
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
