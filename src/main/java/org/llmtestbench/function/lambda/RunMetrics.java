package org.llmtestbench.function.lambda;

import jakarta.inject.Singleton;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.llmtestbench.report.CaseJson;
import org.llmtestbench.report.CaseWriter;
import org.llmtestbench.report.FinishedRun;
import org.llmtestbench.report.RunListener;
import org.llmtestbench.report.Sink;
import org.llmtestbench.report.SuiteJson;
import org.llmtestbench.suite.End;

/**
 * Tells CloudWatch the numbers of every run: one line for the suite and one for each target, so that neither is counted
 * twice. Runs in parts say them part by part, and whether they came to their end when they are merged.
 */
@Singleton
class RunMetrics implements RunListener {
    private final Sink out;
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
        this.out = out == null ? null : new Sink(out);
        this.currentTimeMillis = currentTimeMillis;
    }

    @Override
    public void ended(FinishedRun run) {
        if (out == null) {
            return;
        }
        Lines lines = new Lines(run.head());
        run.write(lines);
        if (run.head().shard() == null) {
            lines.ofSuite.withRun(isCompleted(run.end()));
            lines.ofTargets.values().forEach(line -> line.withRun(isCompleted(run.end())));
        }
        lines.all().forEach(this::print);
    }

    private static boolean isCompleted(End end) {
        return end == End.COMPLETE || end == End.BUDGET || end == End.FAIL_FAST;
    }

    /** A run in parts is over. */
    void merged(SuiteJson run) {
        if (out != null) {
            print(new MetricsLine(run.suite(), null).withRun(run.summary().notRun() == 0));
        }
    }

    private void print(MetricsLine line) {
        // at once, so that no other line comes between
        line.json(currentTimeMillis.getAsLong()).forEach(out::println);
    }

    private static final class Lines implements CaseWriter {
        private final String suite;
        private final MetricsLine ofSuite;
        private final Map<String, MetricsLine> ofTargets = new LinkedHashMap<>();

        Lines(SuiteJson head) {
            suite = head.suite();
            ofSuite = new MetricsLine(suite, null);
        }

        @Override
        public void begin(SuiteJson head) {}

        @Override
        public void add(CaseJson one) {
            ofSuite.add(one);
            ofTargets
                    .computeIfAbsent(one.target(), target -> new MetricsLine(suite, target))
                    .add(one);
        }

        @Override
        public void end() {
            all().forEach(MetricsLine::withCases);
        }

        List<MetricsLine> all() {
            List<MetricsLine> all = new ArrayList<>(List.of(ofSuite));
            all.addAll(ofTargets.values());
            return all;
        }
    }
}
