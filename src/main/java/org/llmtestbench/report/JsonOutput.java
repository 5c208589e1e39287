package org.llmtestbench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.llmtestbench.provider.Delta;
import org.llmtestbench.runner.Outcome;
import org.llmtestbench.runner.ResultJson;

/** Writes results as JSON: one object, on one line or indented, or one line for each event of a stream. */
final class JsonOutput implements OutcomeWriter {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            // writes a cost as 0.0000001, not as 1E-7
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private final Utf8Output out;
    private final boolean indented;
    private final boolean events;

    /** @param events whether to write one line for each event of a stream, the result last; ignored if indented */
    JsonOutput(Utf8Output out, boolean indented, boolean events) {
        this.out = out;
        this.indented = indented;
        this.events = events && !indented;
    }

    @Override
    public void delta(Delta delta) {
        if (events) {
            String type = delta.kind() == Delta.Kind.TEXT
                    ? "delta"
                    : delta.kind().name().toLowerCase(Locale.ROOT);
            line(JSON.createObjectNode().put("type", type).put("text", delta.text()));
        }
    }

    @Override
    public void outcome(Outcome outcome) {
        ResultJson result = ResultJson.of(outcome);
        if (events) {
            ObjectNode event = JSON.createObjectNode().put("type", "result");
            line(event.setAll(JSON.<ObjectNode>valueToTree(result)));
        } else {
            line(result);
        }
    }

    private void line(Object value) {
        ObjectWriter writer = indented ? JSON.writerWithDefaultPrettyPrinter() : JSON.writer();
        try {
            out.println(writer.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
