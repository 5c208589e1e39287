package org.llmtestbench.suite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.llmtestbench.provider.Failure;

/** The history of runs: a folder with one file for each suite and one line of JSON for each run. */
public final class History {
    /** The maximum number of runs that {@link #runs} returns; more than a baseline or a trend needs. */
    public static final int MAX_RUNS = 100;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** @param number the line number, from 1 */
    private record Line(int number, String text) {}

    private final Path folder;

    /** A history in this folder, which is created if it is missing; fails with {@link Failure#USAGE} if it can't be. */
    public History(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw Failure.USAGE
                    .because("The history can't be written to " + folder + ": " + IoErrorText.of(e) + ".")
                    .hint("Choose a writable folder: --history DIR.");
        }
    }

    /** The file of this suite. */
    public Path file(String suite) {
        return file(folder, suite);
    }

    /** The file of this suite in a history in this folder. */
    public static Path file(Path folder, String suite) {
        return folder.resolve(SafeFileName.of(suite) + ".jsonl");
    }

    /**
     * Reads the last runs of a suite, oldest first.
     *
     * @param warnings receives a warning for each invalid line; the line is skipped
     */
    public List<RunRecord> runs(String suite, Consumer<String> warnings) {
        List<RunRecord> runs = new ArrayList<>();
        for (Line line : lastLines(file(suite))) {
            try {
                RunRecord run = JSON.readValue(line.text(), RunRecord.class);
                if (run != null && run.suite().equals(suite)) {
                    runs.add(run);
                }
            } catch (JsonProcessingException e) {
                warnings.accept(file(suite) + ":" + line.number() + " is not valid and was skipped.");
            }
        }
        return runs;
    }

    /** Appends a run. Concurrent writers do not mix their lines, and readers see whole lines. */
    public void append(RunRecord run) {
        try {
            new JsonlFile(file(run.suite())).append(JSON.writeValueAsString(run));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    new IOException("the history " + file(run.suite()) + ": " + IoErrorText.of(e), e));
        }
    }

    private static List<Line> lastLines(Path file) {
        Deque<Line> last = new ArrayDeque<>();
        if (!Files.exists(file)) {
            return List.of();
        }
        try (BufferedReader reader = JsonlFile.reader(file)) {
            int number = 1;
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                last.add(new Line(number++, text));
                if (last.size() > MAX_RUNS) {
                    last.remove();
                }
            }
        } catch (IOException e) {
            throw Failure.USAGE.because("The history " + file + " can't be read: " + IoErrorText.of(e) + ".");
        }
        return List.copyOf(last);
    }
}
