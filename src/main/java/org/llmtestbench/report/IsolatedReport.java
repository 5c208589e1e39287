package org.llmtestbench.report;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.llmtestbench.suite.CaseJson;
import org.llmtestbench.suite.SuiteJson;

/** A report whose failure does not stop the other reports or the run. Thread-safe. */
public final class IsolatedReport implements ReportWriter {
    private final Consumer<RuntimeException> onFailure;
    private ReportWriter report;

    /**
     * Opens the report.
     *
     * @param onFailure receives the first failure; after it, the report writes nothing more
     */
    public IsolatedReport(Supplier<ReportWriter> report, Consumer<RuntimeException> onFailure) {
        this.onFailure = onFailure;
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
            onFailure.accept(e);
        }
    }
}
