package org.llmtestbench.report;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.llmtestbench.suite.CaseJson;
import org.llmtestbench.suite.SuiteJson;

/** A report whose failure stops only itself: the other reports and the run go on. Safe for several threads. */
public final class IsolatedReport implements ReportWriter {
    private final Consumer<RuntimeException> failures;
    private ReportWriter report;

    /**
     * Opens the report.
     *
     * @param failures takes the first failure; after it, nothing more is written
     */
    public IsolatedReport(Supplier<ReportWriter> report, Consumer<RuntimeException> failures) {
        this.failures = failures;
        step(() -> this.report = report.get());
    }

    @Override
    public synchronized void begin(SuiteJson suite) {
        if (report != null) {
            step(() -> report.begin(suite));
        }
    }

    @Override
    public synchronized void add(CaseJson result) {
        if (report != null) {
            step(() -> report.add(result));
        }
    }

    @Override
    public synchronized void end() {
        if (report != null) {
            step(report::end);
        }
    }

    private void step(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            report = null;
            failures.accept(e);
        }
    }
}
