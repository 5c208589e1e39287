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
 * Removes prompts, answers, and the messages that may quote them, for {@code --no-content}. Case ids stay, with the
 * variables in them.
 */
public record RedactingReportWriter(ReportWriter report) implements ReportWriter {
    /** The note in a report about the removed texts. */
    public static final String NOTE = "Prompts, answers and messages that quote them were left out (--no-content).";

    private static final String REDACTED = "(left out)";

    /** The messages of these checks contain only numbers and names. */
    private static final Set<String> CHECKS_WITHOUT_TEXT =
            Set.of("latency", "ttft", "tokens-per-second", "tokens", "cost", "model", "length", "finish-reason");

    /** The provider's message for these failures may quote the request or the answer. */
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
        report.add(redact(result));
    }

    @Override
    public void end() {
        report.end();
    }

    /** Returns the case without prompts and answers. */
    public static CaseJson redact(CaseJson full) {
        List<CheckResult> checks =
                full.checks().stream().map(RedactingReportWriter::redact).toList();
        return new CaseJson(
                full.id(),
                full.target(),
                full.tags(),
                full.verdict(),
                full.failure(),
                null,
                full.durationMs(),
                checks,
                full.runs().stream().map(RedactingReportWriter::redact).toList(),
                full.endReason());
    }

    private static CheckResult redact(CheckResult check) {
        if (CHECKS_WITHOUT_TEXT.contains(check.type().replaceFirst("^not-", ""))) {
            return check;
        }
        return new CheckResult(
                check.type(),
                check.passed(),
                check.type().equals(CheckResult.ANSWERED) ? withoutQuotes(check.message()) : REDACTED);
    }

    /** Keeps the name of the failure, and removes the message after it. */
    private static String withoutQuotes(String message) {
        for (Failure failure : MAY_QUOTE) {
            int start = message.indexOf(failure + ": ");
            if (start >= 0) {
                return message.substring(0, start) + failure + ": " + REDACTED;
            }
        }
        return message;
    }

    private static ResultJson redact(ResultJson r) {
        ResultJson.ErrorJson e = r.error();
        boolean mayQuote = e != null && MAY_QUOTE.contains(e.failure());
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
                mayQuote ? new ResultJson.ErrorJson(e.failure(), e.exitCode(), REDACTED, e.hint(), e.retryable()) : e);
    }
}
