package org.llmtestbench.function.runs;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import org.llmtestbench.function.Accept;
import org.llmtestbench.function.Refused;
import org.llmtestbench.function.Request;
import org.llmtestbench.function.Response;
import org.llmtestbench.report.Extras;
import org.llmtestbench.report.FinishedRun;
import org.llmtestbench.report.ReportKind;
import org.llmtestbench.report.Sink;

/** The reports that can be asked for, by media type. */
enum SmokeReport {
    JSON(ReportKind.JSON, "application/json"),
    JUNIT(ReportKind.JUNIT, "application/xml"),
    HTML(ReportKind.HTML, "text/html"),
    MARKDOWN(ReportKind.MD, "text/markdown");

    private final ReportKind kind;
    private final String mediaType;

    SmokeReport(ReportKind kind, String mediaType) {
        this.kind = kind;
        this.mediaType = mediaType;
    }

    /** The one that the caller likes best; fails with {@link Refused} (406) when none is taken. */
    static SmokeReport liked(Request request) {
        String best = Accept.of(request)
                .best(List.of(values()).stream().map(each -> each.mediaType).toArray(String[]::new))
                .orElseThrow(SmokeReport::notTaken);
        return List.of(values()).stream()
                .filter(each -> each.mediaType.equals(best))
                .findFirst()
                .orElseThrow();
    }

    private static Refused notTaken() {
        List<String> all =
                List.of(values()).stream().map(each -> each.mediaType).toList();
        return Refused.with(406, "No such report", "A report can't be had in any form that accept allows.", null)
                .hint("There are " + String.join(", ", all) + ".")
                .header("vary", "accept");
    }

    /** The report of a run, with status 200 whatever became of it. */
    Response.Whole of(FinishedRun run) {
        return new Response.Whole(200, Map.of("content-type", contentType(), "vary", "accept"), bytes(run));
    }

    byte[] bytes(FinishedRun run) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        run.write(kind.to(new Sink(bytes).writer(), new Extras(List.of(), run.notes())));
        return bytes.toByteArray();
    }

    private String contentType() {
        return mediaType.startsWith("text/") ? mediaType + ";charset=utf-8" : mediaType;
    }
}
