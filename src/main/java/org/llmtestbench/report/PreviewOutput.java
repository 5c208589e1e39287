package org.llmtestbench.report;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.llmtestbench.provider.RequestPreview;

/** Writes the request of a dry run, which is not sent. */
public final class PreviewOutput {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private final Utf8Output out;
    private final OutputFormat format;

    /** @param body the exact request body */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    private record Shown(
            int schemaVersion,
            boolean dryRun,
            String provider,
            String model,
            boolean streamed,
            String method,
            String url,
            Map<String, String> headers,
            @JsonRawValue String body,
            long promptTokens,
            boolean promptTokensExact,
            Long maxTokens,
            BigDecimal inputCostUsd,
            BigDecimal maxCostUsd,
            List<String> warnings) {
        static Shown of(RequestPreview p) {
            return new Shown(
                    1,
                    true,
                    p.provider(),
                    p.model(),
                    p.streamed(),
                    p.method(),
                    p.url(),
                    p.headers(),
                    p.body(),
                    p.prompt().tokens(),
                    p.prompt().exact(),
                    p.maxTokens(),
                    p.inputCostUsd(),
                    p.maxCostUsd(),
                    p.warnings());
        }
    }

    /** Writes to {@code out}. */
    public PreviewOutput(Utf8Output out, OutputFormat format) {
        this.out = out;
        this.format = format;
    }

    /** Writes method, URL, headers and body; only the body in format {@code plain}; all fields in the JSON formats. */
    public void write(RequestPreview preview) {
        try {
            switch (format) {
                case JSON -> out.println(JSON.writeValueAsString(Shown.of(preview)));
                case JSON_PRETTY -> out.println(indented(JSON.writeValueAsString(Shown.of(preview))));
                case PLAIN -> out.println(preview.body());
                case PRETTY -> out.println(head(preview) + "\n" + indented(preview.body()));
            }
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The numbers of tokens and the costs, on one line. */
    public static String numbers(RequestPreview preview) {
        List<String> parts = new ArrayList<>();
        String prefix = preview.prompt().exact() ? "" : "~";
        parts.add(preview.model());
        parts.add(prefix + preview.prompt().tokens() + " tokens of text");
        if (preview.inputCostUsd() != null) {
            parts.add("input " + prefix + "$" + MoneyFormatter.rounded(preview.inputCostUsd()));
        }
        if (preview.maxCostUsd() != null) {
            parts.add("at most " + prefix + "$" + MoneyFormatter.rounded(preview.maxCostUsd()) + " with an answer of "
                    + preview.maxTokens() + " tokens");
        }
        parts.add("nothing was sent");
        return String.join(" · ", parts);
    }

    private static String head(RequestPreview preview) {
        StringBuilder head = new StringBuilder(preview.method() + " " + preview.url() + "\n");
        preview.headers().forEach((name, value) -> head.append(name + ": " + value + "\n"));
        return head.toString();
    }

    private static String indented(String json) throws JsonProcessingException {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(JSON.readTree(json));
    }
}
