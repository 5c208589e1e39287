package org.llmtestbench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.Suggestions;
import org.llmtestbench.suite.CaseJson;
import org.llmtestbench.suite.IoErrorText;
import org.llmtestbench.suite.SuiteJson;

/** A report to write: its format and its file, as set with {@code --report}. */
public record ReportTarget(ReportFormat kind, Path path) {
    /** Parses {@code kind=path}. */
    public static ReportTarget parse(String value) {
        int equals = value.indexOf('=');
        String kind = (equals < 0 ? value : value.substring(0, equals)).strip();
        if (!ReportFormat.labels().contains(kind)) {
            throw Failure.USAGE
                    .because("Unknown kind of report '" + kind + "'."
                            + Suggestions.suggestion(kind, ReportFormat.labels()))
                    .hint("Use --report KIND=FILE; known kinds: " + String.join(", ", ReportFormat.labels()) + ".");
        }
        if (equals < 0 || value.substring(equals + 1).isBlank()) {
            throw Failure.USAGE
                    .because("The report '" + value + "' has no file.")
                    .hint("Name a file: --report " + kind + "=FILE.");
        }
        try {
            return new ReportTarget(
                    ReportFormat.valueOf(kind.toUpperCase(Locale.ROOT)), Path.of(value.substring(equals + 1)));
        } catch (InvalidPathException e) {
            throw Failure.USAGE.because("The report '" + value + "' has an invalid file name: " + e.getReason() + ".");
        }
    }

    /** Creates the folder, and fails if the file can't be written. Call it before a run that costs money. */
    public void prepare() {
        Path folder = path.toAbsolutePath().getParent();
        try {
            if (Files.isDirectory(path)) {
                throw notWritable("it is a folder");
            }
            if (folder != null && !Files.exists(path)) {
                Files.createDirectories(folder);
            }
            if (!Files.isWritable(Files.exists(path) ? path : folder)) {
                throw notWritable("permission denied");
            }
        } catch (IOException e) {
            throw notWritable(IoErrorText.of(e));
        }
    }

    /**
     * Opens the report. A live report is written to its file immediately. Any other report replaces its file when it is
     * complete; if it can't be written, the file stays unchanged.
     */
    public ReportWriter open(ReportContext context) {
        if (!kind.isLive()) {
            return new AtomicFileReport(path, out -> kind.to(out, context));
        }
        try {
            return new NamedReport(path, kind.to(new Utf8Output(Files.newOutputStream(path)).writer(), context));
        } catch (IOException e) {
            throw new UncheckedIOException(new IOException(path + ": " + IoErrorText.of(e), e));
        }
    }

    private RuntimeException notWritable(String reason) {
        return Failure.USAGE
                .because("The report " + path + " can't be written: " + reason + ".")
                .hint("Name another file: --report " + kind.label() + "=FILE.");
    }

    /** A report that is written directly to its file. Its failures name the file. */
    private record NamedReport(Path path, ReportWriter report) implements ReportWriter {
        @Override
        public void begin(SuiteJson suite) {
            named(() -> report.begin(suite));
        }

        @Override
        public void add(CaseJson result) {
            named(() -> report.add(result));
        }

        @Override
        public void end() {
            named(report::end);
        }

        private void named(Runnable step) {
            try {
                step.run();
            } catch (UncheckedIOException e) {
                throw new UncheckedIOException(
                        new IOException(path + ": " + IoErrorText.of(e.getCause()), e.getCause()));
            }
        }
    }
}
