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

/** Reads JSON reports back, case by case. */
public final class ReportReader {
    private static final String HINT = "Such a report is written by --report json=FILE.";

    /** Names a case of a run. */
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
     * Hands over every case of a report and returns the rest of it.
     *
     * <p>What can't be read, is cut or is something else fails with {@code USAGE} and names the file; the cases before
     * that place were handed over by then.
     */
    public static SuiteJson read(Path file, Consumer<CaseJson> cases) {
        return read(file, cases, note -> {});
    }

    /** The same, and hands over what the report says of the run as a whole. */
    static SuiteJson read(Path file, Consumer<CaseJson> cases, Consumer<String> notes) {
        return new ReportReader(file, notes).read(cases);
    }

    /** The cases that failed, errored or were not run: what {@code --failed-from} runs again. */
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

    /** The run of a report, as a history would keep it: what {@code --baseline FILE} compares with. */
    public static RunRecord run(Path file) {
        HistoryRecorder recorder = new HistoryRecorder();
        return recorder.run(read(file, recorder::add));
    }

    private SuiteJson read(Consumer<CaseJson> cases) {
        try (JsonParser json = ResultMapper.MAPPER.createParser(Files.newInputStream(file))) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw foreign("it holds no object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                field(name, json, cases);
            }
            if (json.nextToken() != null) {
                throw foreign("something follows it");
            }
            if (suite == null || startedAt == null || !hasCases) {
                throw foreign("it has no suite, started_at or cases");
            }
            return new SuiteJson(schemaVersion, suite, startedAt, durationMs, exitCode, summary, shard);
        } catch (JsonProcessingException e) {
            String place =
                    e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
            throw foreign("it is cut or damaged" + place);
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
            throw foreign("its cases are no list");
        }
        hasCases = true;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            CaseJson result = json.readValueAs(CaseJson.class);
            if (result == null) {
                throw foreign("one of its cases is null");
            }
            cases.accept(result);
        }
    }

    private int supported(Integer version) {
        if (version == null || version != 1) {
            throw foreign("its schema_version is " + version + ", and this program reads 1");
        }
        return version;
    }

    private ProviderException foreign(String why) {
        return Failure.USAGE
                .because(file + " is not a whole JSON report: " + why + ".")
                .hint(HINT);
    }
}
