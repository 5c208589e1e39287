package org.llmtestbench.telemetry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.suite.IoErrorText;

/** A file for the textfile collector of node_exporter. It is replaced atomically; readers never see a partial file. */
public record MetricsFile(Path path) {
    /** Throws {@link Failure#USAGE} if the file can't be written, before any call costs money. */
    public void prepare() {
        Path folder = path.toAbsolutePath().getParent();
        if (Files.isDirectory(path)) {
            throw notWritable("it is a folder");
        }
        // the folder is not created, because node_exporter does not watch a new folder
        if (!Files.isDirectory(folder)) {
            throw notWritable("there is no folder " + folder);
        }
        if (!Files.isWritable(isInPlace() ? path : folder)) {
            throw notWritable("permission denied");
        }
    }

    /** Replaces the file. Throws {@link UncheckedIOException} if that fails. */
    public void write(PrometheusPage page) {
        try {
            if (isInPlace()) {
                Files.write(path, page.body(), StandardOpenOption.WRITE);
            } else {
                replace(page.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(new IOException(path + ": " + IoErrorText.of(e), e));
        }
    }

    /** Whether the path is a device or a pipe, which can't be replaced. */
    private boolean isInPlace() {
        return Files.exists(path) && !Files.isRegularFile(path);
    }

    private void replace(byte[] text) throws IOException {
        Path real = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
        // the name does not end in .prom, so that node_exporter does not read it
        Path temporary = real.resolveSibling(
                "." + real.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            Files.write(temporary, text);
            Files.move(temporary, real, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private RuntimeException notWritable(String reason) {
        return Failure.USAGE
                .because("The metrics file " + path + " can't be written: " + reason + ".")
                .hint("Choose another file: --metrics-file FILE.");
    }
}
