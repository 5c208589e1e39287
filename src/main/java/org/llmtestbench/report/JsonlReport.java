package org.llmtestbench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.runner.ResultMapper;
import org.llmtestbench.suite.CaseJson;
import org.llmtestbench.suite.IoErrorText;
import org.llmtestbench.suite.SuiteJson;

/** Writes one case on each line as soon as the case is finished, so that a killed run loses no finished case. */
public final class JsonlReport implements ReportWriter {
    private final UncheckedWriter writer;

    JsonlReport(Writer out) {
        writer = new UncheckedWriter(out);
    }

    /** Writes nothing: the format contains only cases. */
    @Override
    public void begin(SuiteJson suite) {}

    @Override
    public synchronized void add(CaseJson result) {
        try {
            writer.write(ResultMapper.MAPPER.writeValueAsString(result), "\n").flush();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void end() {
        writer.flush();
    }

    /**
     * Reads a JSONL report, case by case.
     *
     * @return whether the last line is truncated, as after a killed run; all cases before it were passed on
     */
    public static boolean read(Path file, Consumer<CaseJson> cases) {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            int number = 1;
            String line = reader.readLine();
            while (line != null) {
                String next = reader.readLine();
                try {
                    cases.accept(ResultMapper.MAPPER.readerFor(CaseJson.class).readValue(line));
                } catch (JsonProcessingException e) {
                    if (next == null) {
                        return true;
                    }
                    throw Failure.USAGE
                            .because(file + ":" + number + " is not a case of a JSONL report.")
                            .hint("Create such a report with --report jsonl=FILE.");
                }
                line = next;
                number++;
            }
            return false;
        } catch (IOException e) {
            throw Failure.USAGE.because("The report " + file + " can't be read: " + IoErrorText.of(e) + ".");
        }
    }
}
