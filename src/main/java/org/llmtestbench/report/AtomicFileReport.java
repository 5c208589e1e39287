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

/** A report that is written beside its file and put in place when it is complete, so that nobody sees half of one. */
final class AtomicFileReport implements ReportWriter {
    private interface Step {
        void run() throws IOException;
    }

    private final Path target;
    private final Function<Writer, ReportWriter> kind;
    private Path written;
    private Writer out;
    private ReportWriter report;

    AtomicFileReport(Path target, Function<Writer, ReportWriter> kind) {
        this.target = target;
        this.kind = kind;
    }

    @Override
    public void begin(SuiteJson suite) {
        step(() -> {
            open();
            report = kind.apply(out);
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
            if (written != null) {
                move(written, real(target));
            }
        });
    }

    /** A device, a pipe or a stream takes the report itself; a link to a file is followed, so that it stays one. */
    private void open() throws IOException {
        if (Files.exists(target) && (!Files.isRegularFile(target) || isStream(target))) {
            out = new Utf8Output(Files.newOutputStream(target, StandardOpenOption.WRITE, StandardOpenOption.APPEND))
                    .writer();
            return;
        }
        Path real = real(target);
        if (real.getParent() != null) {
            Files.createDirectories(real.getParent());
        }
        written = real.resolveSibling(
                "." + real.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        out = new Utf8Output(Files.newOutputStream(written)).writer();
    }

    /** Such as {@code /dev/stdout}, whatever it was redirected to. */
    private static boolean isStream(Path path) {
        return path.startsWith("/dev") || path.startsWith("/proc");
    }

    private static Path real(Path path) throws IOException {
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
        } catch (IOException known) {
            // what could not be written can't be flushed either
        }
        try {
            if (written != null) {
                Files.deleteIfExists(written);
            }
        } catch (IOException left) {
            // the first failure is the one to tell
        }
    }
}
