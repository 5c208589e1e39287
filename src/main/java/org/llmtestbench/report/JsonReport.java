package org.llmtestbench.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import org.llmtestbench.runner.ResultMapper;
import org.llmtestbench.suite.CaseJson;
import org.llmtestbench.suite.SuiteJson;

/** Writes the whole run as one JSON object, with one case on each line. */
final class JsonReport implements ReportWriter {
    private interface Step {
        void run() throws IOException;
    }

    private final JsonGenerator json;
    private final ReportContext context;

    JsonReport(Writer out, ReportContext context) {
        this.context = context;
        try {
            // a writer, not a UTF-8 stream: an unpaired surrogate in an answer must not abort the report
            json = ResultMapper.MAPPER.createGenerator(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void begin(SuiteJson suite) {
        step(() -> {
            json.writeStartObject();
            json.writeNumberField("schema_version", suite.schemaVersion());
            json.writeStringField("suite", suite.suite());
            json.writeStringField("started_at", suite.startedAt());
            json.writeNumberField("duration_ms", suite.durationMs());
            json.writeBooleanField("passed", suite.passed());
            json.writeNumberField("exit_code", suite.exitCode());
            json.writePOJOField("summary", suite.summary());
            if (suite.shard() != null) {
                json.writePOJOField("shard", suite.shard());
            }
            json.writePOJOField("notes", context.notes());
            json.writeArrayFieldStart("cases");
        });
    }

    @Override
    public void add(CaseJson result) {
        step(() -> {
            json.writeRaw("\n");
            json.writePOJO(result);
        });
    }

    @Override
    public void end() {
        step(() -> {
            json.writeRaw("\n");
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw("\n");
            json.flush();
        });
    }

    private static void step(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
