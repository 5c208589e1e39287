package org.llmtestbench.lambda;

import jakarta.inject.Singleton;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.llmtestbench.report.ReportWriter;
import org.llmtestbench.report.Utf8Output;
import org.llmtestbench.suite.CaseJson;
import org.llmtestbench.suite.RunEndReason;
import org.llmtestbench.suite.RunListener;
import org.llmtestbench.suite.RunResult;
import org.llmtestbench.suite.SuiteJson;

/**
 * Tells CloudWatch the numbers of every run: one line for the suite and one for each target, so that neither is counted
 * twice. Runs in parts say them part by part, and whether they came to their end when they are merged.
 */
@Singleton
class RunMetrics implements RunListener {
    private final Utf8Output out;
    private final LongSupplier currentTimeMillis;

    @jakarta.inject.Inject
    RunMetrics() {
        // past the logger, which would dress the line up; the stream of the process, because AWS's client replaces ours
        this(
                System.getenv("AWS_LAMBDA_RUNTIME_API") == null ? null : new FileOutputStream(FileDescriptor.out),
                System::currentTimeMillis);
    }

    /** @param out null where nobody reads it */
    RunMetrics(OutputStream out, LongSupplier currentTimeMillis) {
        this.out = out == null ? null : new Utf8Output(out);
        this.currentTimeMillis = currentTimeMillis;
    }

    @Override
    public void ended(RunResult run) {
        if (out == null) {
            return;
        }
        Lines lines = new Lines(run.head());
        lines.write(run);
        if (run.head().shard() == null) {
            lines.ofSuite.withRun(isCompleted(run.end()));
            lines.ofTargets.values().forEach(line -> line.withRun(isCompleted(run.end())));
        }
        lines.all().forEach(this::print);
    }

    private static boolean isCompleted(RunEndReason endReason) {
        return endReason == RunEndReason.COMPLETE
                || endReason == RunEndReason.BUDGET
                || endReason == RunEndReason.FAIL_FAST;
    }

    /** A run in parts is over. */
    void merged(SuiteJson run) {
        if (out != null) {
            print(new EmfRecord(run.suite(), null).withRun(run.summary().notRun() == 0));
        }
    }

    private void print(EmfRecord line) {
        // at once, so that no other line comes between
        line.json(currentTimeMillis.getAsLong()).forEach(out::println);
    }

    private static final class Lines implements ReportWriter {
        private final String suite;
        private final EmfRecord ofSuite;
        private final Map<String, EmfRecord> ofTargets = new LinkedHashMap<>();

        Lines(SuiteJson head) {
            suite = head.suite();
            ofSuite = new EmfRecord(suite, null);
        }

        @Override
        public void begin(SuiteJson head) {}

        @Override
        public void add(CaseJson one) {
            ofSuite.add(one);
            ofTargets
                    .computeIfAbsent(one.target(), target -> new EmfRecord(suite, target))
                    .add(one);
        }

        @Override
        public void end() {
            all().forEach(EmfRecord::withCases);
        }

        List<EmfRecord> all() {
            List<EmfRecord> all = new ArrayList<>(List.of(ofSuite));
            all.addAll(ofTargets.values());
            return all;
        }
    }
}
