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

/** The memory between runs: a folder with one file for each suite and one line for each of its runs. */
public final class History {
    /** What {@link #runs} gives at most, more than a baseline or a trend needs. */
    public static final int READ = 100;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** A line and where it stands. */
    private record Line(int number, String text) {}

    private final Path folder;

    /** A history in this folder, which is made when it is missing; refuses a place where nothing can be kept. */
    public History(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw Failure.USAGE
                    .because("The history can't be kept in " + folder + ": " + IoErrorText.of(e) + ".")
                    .hint("Name a folder that can be written: --history DIR.");
        }
    }

    /** The file of this suite. */
    public Path file(String suite) {
        return file(folder, suite);
    }

    /** The file of this suite in a history that is kept in this folder. */
    public static Path file(Path folder, String suite) {
        return folder.resolve(SafeFileName.of(suite) + ".jsonl");
    }

    /**
     * The last runs of a suite, oldest first.
     *
     * @param warnings hears of lines that can't be read; they are passed over
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
                warnings.accept(file(suite) + ":" + line.number() + " is damaged and was passed over.");
            }
        }
        return runs;
    }

    /** Adds a run; a reader sees all of it or nothing, and two writers do not mix. */
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
                if (last.size() > READ) {
                    last.remove();
                }
            }
        } catch (IOException e) {
            throw Failure.USAGE.because("The history " + file + " can't be read: " + IoErrorText.of(e) + ".");
        }
        return List.copyOf(last);
    }
}
