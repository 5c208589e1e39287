package org.llmtestbench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.llmtestbench.suite.CaseJson;
import org.llmtestbench.suite.IoErrorText;
import org.llmtestbench.suite.SuiteJson;

/** A report that is written to its file directly, and whose failures name that file. */
record NamedReport(Path path, ReportWriter report) implements ReportWriter {
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
            throw new UncheckedIOException(new IOException(path + ": " + IoErrorText.of(e.getCause()), e.getCause()));
        }
    }
}
