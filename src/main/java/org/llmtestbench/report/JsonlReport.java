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

/** One case a line, each written out as soon as it is finished, so that a killed run loses nothing that was. */
public final class JsonlReport implements ReportWriter {
    private final UncheckedWriter writer;

    JsonlReport(Writer out) {
        writer = new UncheckedWriter(out);
    }

    /** Nothing: a line knows nothing of the run as a whole. */
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
     * Reads such a report back, case by case.
     *
     * @return whether its last line was cut, as that of a killed run may be; all before it were handed over
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
                            .hint("Such a report is written by --report jsonl=FILE.");
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
