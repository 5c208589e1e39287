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

/** The report of a run for the sender of the event: JSON, and a summary with the names of failed cases. */
final class RunReport implements ReportWriter {
    private static final int MAX_NAMED = 10;
    /** The limit of Lambda is 6 MB; the limit of Step Functions is much lower. */
    private static final int MAX_BYTES = 5 << 20;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ReportWriter json;
    private final List<String> failedCases = new ArrayList<>();
    private SuiteJson head;
    private boolean inTime = true;

    /** @param context the additional content of the report */
    RunReport(ReportContext context) {
        this.json = ReportFormat.JSON.to(new Utf8Output(bytes).writer(), context);
    }

    static RunReport of(RunResult run) {
        RunReport report = new RunReport(new ReportContext(List.of(), run.notes()));
        report.write(run);
        report.inTime = run.endReason() != RunEndReason.DEADLINE
                && run.endReason() != RunEndReason.INTERRUPTED
                && run.endReason() != RunEndReason.TERMINATED;
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
            failedCases.add(result.id() + " [" + result.target() + "]");
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

    /** Whether all cases could run before the time limit. */
    boolean isInTime() {
        return inTime;
    }

    /** Such as {@code production: 12 cases: 10 passed, 2 failed (exit code 20): ping [luna], ping [haiku].} */
    String summaryLine() {
        List<String> named = failedCases.subList(0, Math.min(MAX_NAMED, failedCases.size()));
        String more = failedCases.size() > named.size() ? " and " + (failedCases.size() - named.size()) + " more" : "";
        return head.suite() + ": " + VerdictFormatter.summary(head.summary()) + " (exit code " + head.exitCode() + ")"
                + (named.isEmpty() ? "." : ": " + String.join(", ", named) + more + ".");
    }

    /**
     * The response: the whole report, or only its head and URI if the report is stored and only the head is wanted or
     * the report is too large.
     *
     * @param uri the URI of the stored report; null if it is not stored
     */
    byte[] reply(String uri, boolean headOnly) {
        return uri == null || !headOnly && bytes.size() <= MAX_BYTES ? json() : summary(uri);
    }

    private byte[] summary(String uri) {
        ObjectNode summary = ResultMapper.MAPPER.valueToTree(head);
        summary.remove("shard");
        summary.put("passed", head.passed());
        summary.put("report", uri);
        try {
            return ResultMapper.MAPPER.writeValueAsBytes(summary);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
