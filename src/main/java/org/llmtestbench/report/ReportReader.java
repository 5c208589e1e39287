package org.llmtestbench.report;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.runner.ResultMapper;
import org.llmtestbench.suite.CaseJson;
import org.llmtestbench.suite.HistoryRecorder;
import org.llmtestbench.suite.IoErrorText;
import org.llmtestbench.suite.RunRecord;
import org.llmtestbench.suite.ShardJson;
import org.llmtestbench.suite.SuiteJson;

/** Reads JSON reports, case by case. */
public final class ReportReader {
    private static final String HINT = "Create such a report with --report json=FILE.";

    /** Identifies a case of a run. */
    public record Key(String id, String target) {}

    private final Path file;
    private int schemaVersion;
    private String suite;
    private String startedAt;
    private double durationMs;
    private int exitCode;
    private SuiteJson.Summary summary;
    private ShardJson shard;
    private final Consumer<String> notes;
    private boolean hasCases;

    private ReportReader(Path file, Consumer<String> notes) {
        this.file = file;
        this.notes = notes;
    }

    /**
     * Passes every case of a report to {@code cases} and returns the rest of the report.
     *
     * <p>Fails with {@code USAGE} if the file can't be read, is truncated or is not a report; the message names the
     * file. The cases before the error were passed on.
     */
    public static SuiteJson read(Path file, Consumer<CaseJson> cases) {
        return read(file, cases, note -> {});
    }

    /** As {@link #read(Path, Consumer)}, and passes the notes of the report to {@code notes}. */
    static SuiteJson read(Path file, Consumer<CaseJson> cases, Consumer<String> notes) {
        return new ReportReader(file, notes).read(cases);
    }

    /** The cases that failed, errored or were not run, which {@code --failed-from} runs again. */
    public static Set<Key> failed(Path file) {
        Set<Key> keys = new LinkedHashSet<>();
        read(file, result -> {
            switch (result.verdict()) {
                case FAILED, ERRORED, NOT_RUN -> keys.add(new Key(result.id(), result.target()));
                case PASSED, FLAKY, SILENT -> keys.remove(new Key(result.id(), result.target()));
            }
        });
        return keys;
    }

    /** The run of a report in the form of the history, with which {@code --baseline FILE} compares. */
    public static RunRecord run(Path file) {
        HistoryRecorder recorder = new HistoryRecorder();
        return recorder.toRecord(read(file, recorder::add));
    }

    private SuiteJson read(Consumer<CaseJson> cases) {
        try (JsonParser json = ResultMapper.MAPPER.createParser(Files.newInputStream(file))) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw invalid("it is not a JSON object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                field(name, json, cases);
            }
            if (json.nextToken() != null) {
                throw invalid("trailing data follows the JSON object");
            }
            if (suite == null || startedAt == null || !hasCases) {
                throw invalid("suite, started_at or cases is missing");
            }
            return new SuiteJson(schemaVersion, suite, startedAt, durationMs, exitCode, summary, shard);
        } catch (JsonProcessingException e) {
            String place =
                    e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
            throw invalid("it is truncated or malformed" + place);
        } catch (IOException e) {
            throw Failure.USAGE.because("The report " + file + " can't be read: " + IoErrorText.of(e) + ".");
        }
    }

    private void field(String name, JsonParser json, Consumer<CaseJson> cases) throws IOException {
        switch (name) {
            case "schema_version" -> schemaVersion = supported(json.readValueAs(Integer.class));
            case "suite" -> suite = json.readValueAs(String.class);
            case "started_at" -> startedAt = json.readValueAs(String.class);
            case "duration_ms" -> durationMs = json.readValueAs(double.class);
            case "exit_code" -> exitCode = json.readValueAs(int.class);
            case "summary" -> summary = json.readValueAs(SuiteJson.Summary.class);
            case "shard" -> shard = json.readValueAs(ShardJson.class);
            case "notes" -> List.of(json.readValueAs(String[].class)).forEach(notes);
            case "cases" -> cases(json, cases);
            default -> json.skipChildren();
        }
    }

    private void cases(JsonParser json, Consumer<CaseJson> cases) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw invalid("its cases are not an array");
        }
        hasCases = true;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            CaseJson result = json.readValueAs(CaseJson.class);
            if (result == null) {
                throw invalid("one of its cases is null");
            }
            cases.accept(result);
        }
    }

    private int supported(Integer version) {
        if (version == null || version != 1) {
            throw invalid("its schema_version is " + version + ", but this program supports only 1");
        }
        return version;
    }

    private ProviderException invalid(String reason) {
        return Failure.USAGE
                .because(file + " is not a complete JSON report: " + reason + ".")
                .hint(HINT);
    }
}
