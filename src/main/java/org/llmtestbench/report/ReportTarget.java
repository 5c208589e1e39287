package org.llmtestbench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.Suggestions;
import org.llmtestbench.suite.IoErrorText;

/** Which report goes into which file, as {@code --report} says it. */
public record ReportTarget(ReportFormat kind, Path path) {
    /** Understands {@code kind=path}. */
    public static ReportTarget parse(String typed) {
        int equals = typed.indexOf('=');
        String kind = (equals < 0 ? typed : typed.substring(0, equals)).strip();
        if (!ReportFormat.labels().contains(kind)) {
            throw Failure.USAGE
                    .because("Unknown kind of report '" + kind + "'."
                            + Suggestions.suggestion(kind, ReportFormat.labels()))
                    .hint("Say --report KIND=FILE; known kinds: " + String.join(", ", ReportFormat.labels()) + ".");
        }
        if (equals < 0 || typed.substring(equals + 1).isBlank()) {
            throw Failure.USAGE
                    .because("The report '" + typed + "' has no file.")
                    .hint("Say where it goes: --report " + kind + "=FILE.");
        }
        try {
            return new ReportTarget(
                    ReportFormat.valueOf(kind.toUpperCase(Locale.ROOT)), Path.of(typed.substring(equals + 1)));
        } catch (InvalidPathException e) {
            throw Failure.USAGE.because("The report '" + typed + "' has no file that can be: " + e.getReason() + ".");
        }
    }

    /** Makes the file's folder, and refuses a file that can't be written: better now than after a run that costs money. */
    public void prepare() {
        Path folder = path.toAbsolutePath().getParent();
        try {
            if (Files.isDirectory(path)) {
                throw refused("it is a folder");
            }
            if (folder != null && !Files.exists(path)) {
                Files.createDirectories(folder);
            }
            if (!Files.isWritable(Files.exists(path) ? path : folder)) {
                throw refused("permission denied");
            }
        } catch (IOException e) {
            throw refused(IoErrorText.of(e));
        }
    }

    /**
     * Opens the report. One that is live is begun at once and grows; any other is seen in its place when it is complete,
     * and not at all when it can't be written.
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

    private RuntimeException refused(String reason) {
        return Failure.USAGE
                .because("The report " + path + " can't be written: " + reason + ".")
                .hint("Name another file: --report " + kind.label() + "=FILE.");
    }
}
