package org.llmtestbench.telemetry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.suite.IoErrorText;

/** A file for node_exporter's textfile collector: seen whole or not at all, whoever reads it meanwhile. */
public record MetricsFile(Path path) {
    /** Refuses a file that can't be written, with {@link Failure#USAGE}: better now than after calls that cost money. */
    public void prepare() {
        Path folder = path.toAbsolutePath().getParent();
        if (Files.isDirectory(path)) {
            throw refused("it is a folder");
        }
        // made by nobody: a folder that node_exporter does not watch helps nobody
        if (!Files.isDirectory(folder)) {
            throw refused("there is no folder " + folder);
        }
        if (!Files.isWritable(isInPlace() ? path : folder)) {
            throw refused("permission denied");
        }
    }

    /** Replaces the file; fails with {@link UncheckedIOException}. */
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

    /** A device or a pipe takes the text itself. */
    private boolean isInPlace() {
        return Files.exists(path) && !Files.isRegularFile(path);
    }

    private void replace(byte[] text) throws IOException {
        Path real = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
        // its name does not end in .prom, so that it is not read
        Path beside = real.resolveSibling(
                "." + real.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            Files.write(beside, text);
            Files.move(beside, real, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private RuntimeException refused(String reason) {
        return Failure.USAGE
                .because("The metrics file " + path + " can't be written: " + reason + ".")
                .hint("Name another one: --metrics-file FILE.");
    }
}
