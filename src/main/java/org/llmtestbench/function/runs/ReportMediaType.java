package org.llmtestbench.function.runs;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import org.llmtestbench.function.ContentNegotiation;
import org.llmtestbench.function.HttpProblemException;
import org.llmtestbench.function.Request;
import org.llmtestbench.function.Response;
import org.llmtestbench.report.ReportContext;
import org.llmtestbench.report.ReportFormat;
import org.llmtestbench.report.Utf8Output;
import org.llmtestbench.suite.RunResult;

/** The report formats of the HTTP API, with their media types. */
enum ReportMediaType {
    JSON(ReportFormat.JSON, "application/json"),
    JUNIT(ReportFormat.JUNIT, "application/xml"),
    HTML(ReportFormat.HTML, "text/html"),
    MARKDOWN(ReportFormat.MD, "text/markdown");

    private final ReportFormat format;
    private final String mediaType;

    ReportMediaType(ReportFormat format, String mediaType) {
        this.format = format;
        this.mediaType = mediaType;
    }

    /**
     * The format that the {@code Accept} header prefers; fails with {@link HttpProblemException} (406) if none matches.
     */
    static ReportMediaType negotiated(Request request) {
        String best = ContentNegotiation.of(request)
                .best(List.of(values()).stream().map(each -> each.mediaType).toArray(String[]::new))
                .orElseThrow(ReportMediaType::notAcceptable);
        return List.of(values()).stream()
                .filter(each -> each.mediaType.equals(best))
                .findFirst()
                .orElseThrow();
    }

    private static HttpProblemException notAcceptable() {
        List<String> all =
                List.of(values()).stream().map(each -> each.mediaType).toList();
        return HttpProblemException.with(406, "No such report", "No report format matches the Accept header.", null)
                .hint("Available formats: " + String.join(", ", all) + ".")
                .header("vary", "accept");
    }

    /** The report of a run; the status is 200 even if the run failed. */
    Response.Whole of(RunResult run) {
        return new Response.Whole(200, Map.of("content-type", contentType(), "vary", "accept"), bytes(run));
    }

    byte[] bytes(RunResult run) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        format.to(new Utf8Output(bytes).writer(), new ReportContext(List.of(), run.notes()))
                .write(run);
        return bytes.toByteArray();
    }

    private String contentType() {
        return mediaType.startsWith("text/") ? mediaType + ";charset=utf-8" : mediaType;
    }
}
