package org.llmtestbench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Function;
import org.llmtestbench.suite.CaseJson;
import org.llmtestbench.suite.IoErrorText;
import org.llmtestbench.suite.SuiteJson;

/** Writes a report to a temporary file and renames it when it is complete, so that nothing reads a partial report. */
final class AtomicFileReport implements ReportWriter {
    private interface Step {
        void run() throws IOException;
    }

    private final Path target;
    private final Function<Writer, ReportWriter> factory;
    private Path tempFile;
    private Writer out;
    private ReportWriter report;

    AtomicFileReport(Path target, Function<Writer, ReportWriter> factory) {
        this.target = target;
        this.factory = factory;
    }

    @Override
    public void begin(SuiteJson suite) {
        step(() -> {
            open();
            report = factory.apply(out);
            report.begin(suite);
        });
    }

    @Override
    public void add(CaseJson result) {
        step(() -> report.add(result));
    }

    @Override
    public void end() {
        step(() -> {
            report.end();
            out.close();
            if (tempFile != null) {
                move(tempFile, realPath(target));
            }
        });
    }

    /** Opens a device or a pipe directly, otherwise a temporary file. Follows symbolic links, so that they stay. */
    private void open() throws IOException {
        if (Files.exists(target) && (!Files.isRegularFile(target) || isStream(target))) {
            out = new Utf8Output(Files.newOutputStream(target, StandardOpenOption.WRITE, StandardOpenOption.APPEND))
                    .writer();
            return;
        }
        Path real = realPath(target);
        if (real.getParent() != null) {
            Files.createDirectories(real.getParent());
        }
        tempFile = real.resolveSibling(
                "." + real.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        out = new Utf8Output(Files.newOutputStream(tempFile)).writer();
    }

    /** For example {@code /dev/stdout}, even if it is redirected to a regular file. */
    private static boolean isStream(Path path) {
        return path.startsWith("/dev") || path.startsWith("/proc");
    }

    private static Path realPath(Path path) throws IOException {
        return Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void step(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            throw failed(e);
        } catch (UncheckedIOException e) {
            throw failed(e.getCause());
        } catch (RuntimeException | Error e) {
            discard();
            throw e;
        }
    }

    private UncheckedIOException failed(IOException e) {
        discard();
        return new UncheckedIOException(new IOException(target + ": " + IoErrorText.of(e), e));
    }

    private void discard() {
        try {
            if (out != null) {
                out.close();
            }
        } catch (IOException ignored) {
            // a failed write also fails on flush
        }
        try {
            if (tempFile != null) {
                Files.deleteIfExists(tempFile);
            }
        } catch (IOException ignored) {
            // the first failure is the one to report
        }
    }
}
