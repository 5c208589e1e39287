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
 * Writes the metrics of every run for CloudWatch: one record for the suite, and one for each target. For a run in
 * shards, each shard writes its metrics, and the merge writes whether the run was completed.
 */
@Singleton
class RunMetrics implements RunListener {
    private final Utf8Output out;
    private final LongSupplier currentTimeMillis;

    @jakarta.inject.Inject
    RunMetrics() {
        // not through the logger, which would add a prefix, and not to System.out, which AWS's client replaces
        this(
                System.getenv("AWS_LAMBDA_RUNTIME_API") == null ? null : new FileOutputStream(FileDescriptor.out),
                System::currentTimeMillis);
    }

    /** @param out null if the process does not run on Lambda */
    RunMetrics(OutputStream out, LongSupplier currentTimeMillis) {
        this.out = out == null ? null : new Utf8Output(out);
        this.currentTimeMillis = currentTimeMillis;
    }

    @Override
    public void ended(RunResult run) {
        if (out == null) {
            return;
        }
        Records records = new Records(run.head());
        records.write(run);
        if (run.head().shard() == null) {
            records.suiteRecord.withRun(isCompleted(run.endReason()));
            records.targetRecords.values().forEach(target -> target.withRun(isCompleted(run.endReason())));
        }
        records.all().forEach(this::print);
    }

    private static boolean isCompleted(RunEndReason endReason) {
        return endReason == RunEndReason.COMPLETE
                || endReason == RunEndReason.BUDGET
                || endReason == RunEndReason.FAIL_FAST;
    }

    /** Writes whether a merged run was completed. */
    void merged(SuiteJson run) {
        if (out != null) {
            print(new EmfRecord(run.suite(), null).withRun(run.summary().notRun() == 0));
        }
    }

    private void print(EmfRecord emf) {
        // line by line without a buffer, so that no other output is mixed in
        emf.json(currentTimeMillis.getAsLong()).forEach(out::println);
    }

    private static final class Records implements ReportWriter {
        private final String suite;
        private final EmfRecord suiteRecord;
        private final Map<String, EmfRecord> targetRecords = new LinkedHashMap<>();

        Records(SuiteJson head) {
            suite = head.suite();
            suiteRecord = new EmfRecord(suite, null);
        }

        @Override
        public void begin(SuiteJson head) {}

        @Override
        public void add(CaseJson result) {
            suiteRecord.add(result);
            targetRecords
                    .computeIfAbsent(result.target(), target -> new EmfRecord(suite, target))
                    .add(result);
        }

        @Override
        public void end() {
            all().forEach(EmfRecord::withCases);
        }

        List<EmfRecord> all() {
            List<EmfRecord> all = new ArrayList<>(List.of(suiteRecord));
            all.addAll(targetRecords.values());
            return all;
        }
    }
}
