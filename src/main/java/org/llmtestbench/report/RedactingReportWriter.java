package org.llmtestbench.report;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.runner.ResultJson;
import org.llmtestbench.suite.CaseJson;
import org.llmtestbench.suite.CheckResult;
import org.llmtestbench.suite.SuiteJson;

/**
 * Leaves out what {@code --no-content} keeps out of reports: prompts, answers, and the messages that may quote either.
 * Case ids stay, with the variables in them.
 */
public record RedactingReportWriter(ReportWriter report) implements ReportWriter {
    /** The sentence that says so in a report. */
    public static final String NOTE = "Prompts, answers and messages that quote them were left out (--no-content).";

    private static final String LEFT_OUT = "(left out)";

    /** Their messages tell numbers and names. */
    private static final Set<String> TELLS_NO_TEXT =
            Set.of("latency", "ttft", "tokens-per-second", "tokens", "cost", "model", "length", "finish-reason");

    /** A vendor's message on these may quote what was sent or answered. */
    private static final Set<Failure> MAY_QUOTE = EnumSet.of(
            Failure.CONTEXT_LENGTH_EXCEEDED,
            Failure.INVALID_REQUEST,
            Failure.REFUSED,
            Failure.MALFORMED,
            Failure.UNAVAILABLE,
            Failure.CHECK_FAILED);

    @Override
    public void begin(SuiteJson suite) {
        report.begin(suite);
    }

    @Override
    public void add(CaseJson result) {
        report.add(strip(result));
    }

    @Override
    public void end() {
        report.end();
    }

    /** The case without any text that was sent or answered. */
    public static CaseJson strip(CaseJson full) {
        List<CheckResult> checks =
                full.checks().stream().map(RedactingReportWriter::strip).toList();
        return new CaseJson(
                full.id(),
                full.target(),
                full.tags(),
                full.verdict(),
                full.failure(),
                null,
                full.durationMs(),
                checks,
                full.runs().stream().map(RedactingReportWriter::strip).toList(),
                full.endReason());
    }

    private static CheckResult strip(CheckResult check) {
        if (TELLS_NO_TEXT.contains(check.type().replaceFirst("^not-", ""))) {
            return check;
        }
        return new CheckResult(
                check.type(),
                check.passed(),
                check.type().equals(CheckResult.ANSWERED) ? withoutQuotes(check.message()) : LEFT_OUT);
    }

    /** A failure's name stays in any case. */
    private static String withoutQuotes(String message) {
        for (Failure failure : MAY_QUOTE) {
            int place = message.indexOf(failure + ": ");
            if (place >= 0) {
                return message.substring(0, place) + failure + ": " + LEFT_OUT;
            }
        }
        return message;
    }

    private static ResultJson strip(ResultJson r) {
        ResultJson.ErrorJson e = r.error();
        boolean quotes = e != null && MAY_QUOTE.contains(e.failure());
        return new ResultJson(
                r.schemaVersion(),
                r.provider(),
                r.model(),
                r.responseModel(),
                r.id(),
                null,
                r.finishReason(),
                r.rawFinishReason(),
                r.offline(),
                r.usage(),
                r.costUsd(),
                r.timings(),
                r.attempts(),
                r.warnings(),
                quotes ? new ResultJson.ErrorJson(e.failure(), e.exitCode(), LEFT_OUT, e.hint(), e.retryable()) : e);
    }
}
