package org.llmtestbench.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.llmtestbench.report.ReportContext;
import org.llmtestbench.report.ReportFormat;
import org.llmtestbench.report.ReportWriter;
import org.llmtestbench.report.Utf8Output;
import org.llmtestbench.report.VerdictFormatter;
import org.llmtestbench.runner.ResultMapper;
import org.llmtestbench.suite.CaseJson;
import org.llmtestbench.suite.RunEndReason;
import org.llmtestbench.suite.RunResult;
import org.llmtestbench.suite.SuiteJson;
import org.llmtestbench.suite.Verdict;

/** A run as those hear of it who sent the event; JSON, and the names of what went wrong. */
final class RunReport implements ReportWriter {
    private static final int MOST_NAMED = 10;
    /** Lambda takes 6 MB, and Step Functions far less. */
    private static final int MOST_BYTES = 5 << 20;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ReportWriter json;
    private final List<String> wrong = new ArrayList<>();
    private SuiteJson head;
    private boolean inTime = true;

    /** @param context what stands in it besides the cases */
    RunReport(ReportContext context) {
        this.json = ReportFormat.JSON.to(new Utf8Output(bytes).writer(), context);
    }

    static RunReport of(RunResult run) {
        RunReport report = new RunReport(new ReportContext(List.of(), run.notes()));
        report.write(run);
        report.inTime = run.end() != RunEndReason.DEADLINE
                && run.end() != RunEndReason.INTERRUPTED
                && run.end() != RunEndReason.TERMINATED;
        return report;
    }

    @Override
    public void begin(SuiteJson suite) {
        head = suite;
        json.begin(suite);
    }

    @Override
    public void add(CaseJson result) {
        json.add(result);
        if (result.verdict() == Verdict.FAILED || result.verdict() == Verdict.ERRORED) {
            wrong.add(result.id() + " [" + result.target() + "]");
        }
    }

    @Override
    public void end() {
        json.end();
    }

    SuiteJson head() {
        return head;
    }

    byte[] json() {
        return bytes.toByteArray();
    }

    /** Whether nothing was left out because time was up. */
    boolean isInTime() {
        return inTime;
    }

    /** Such as {@code production: 12 cases: 10 passed, 2 failed (exit code 20): ping [luna], ping [haiku].} */
    String words() {
        List<String> named = wrong.subList(0, Math.min(MOST_NAMED, wrong.size()));
        String more = wrong.size() > named.size() ? " and " + (wrong.size() - named.size()) + " more" : "";
        return head.suite() + ": " + VerdictFormatter.summary(head.summary()) + " (exit code " + head.exitCode() + ")"
                + (named.isEmpty() ? "." : ": " + String.join(", ", named) + more + ".");
    }

    /**
     * What goes back: all of it, unless it is stored and whoever asked has no room for more than its head.
     *
     * @param place where it is stored; null when it is not
     */
    byte[] reply(String place, boolean headAlone) {
        return place == null || !headAlone && bytes.size() <= MOST_BYTES ? json() : summary(place);
    }

    private byte[] summary(String place) {
        ObjectNode summary = ResultMapper.MAPPER.valueToTree(head);
        summary.remove("shard");
        summary.put("passed", head.passed());
        summary.put("report", place);
        try {
            return ResultMapper.MAPPER.writeValueAsBytes(summary);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
