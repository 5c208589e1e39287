package org.llmtestbench.suite;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.llmtestbench.runner.ResultMapper;

/** Keeps cases on disk as they finish and gives them back in any order; in memory there is only where each of them is. */
public final class CaseStore implements AutoCloseable {
    private final Path path;
    // not a channel: that is closed for good when a thread that uses it is interrupted, as the end of a run does
    private final RandomAccessFile file;
    private final IntFunction<CaseJson> absent;
    private final long[] starts;
    private final int[] lengths;
    private long end;

    /** A store for these cases, in a file that nobody else sees. */
    public CaseStore(List<SuiteCase> cases) {
        this(cases.size(), place -> CaseJson.of(CaseResult.notRun(cases.get(place))));
    }

    /** @param absent stands where none was kept */
    public CaseStore(int cases, IntFunction<CaseJson> absent) {
        this.absent = absent;
        starts = new long[cases];
        lengths = new int[cases];
        try {
            path = Files.createTempFile("llm-test-bench-", ".cases");
            file = new RandomAccessFile(path.toFile(), "rw");
            forget();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where a file may lose its name while it is open, nothing is left even of a process that is killed. */
    private void forget() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException stillOpen) {
            path.toFile().deleteOnExit();
        }
    }

    /** Keeps the case at this place. */
    public synchronized void put(int index, CaseJson result) {
        try {
            byte[] json = ResultMapper.MAPPER.writeValueAsBytes(result);
            file.seek(end);
            file.write(json);
            starts[index] = end;
            lengths[index] = json.length;
            end += json.length;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The case at this place; empty when none was kept there. */
    synchronized Optional<CaseJson> get(int index) {
        if (lengths[index] == 0) {
            return Optional.empty();
        }
        byte[] json = new byte[lengths[index]];
        try {
            file.seek(starts[index]);
            file.readFully(json);
            return Optional.of(ResultMapper.MAPPER.readValue(json, CaseJson.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Hands over every case in the order of the suite's file, those that were not run as such. */
    public void forEach(Consumer<CaseJson> reader) {
        for (int i = 0; i < lengths.length; i++) {
            int index = i;
            reader.accept(get(i).orElseGet(() -> absent.apply(index)));
        }
    }

    /** The same, those that were not run alone. */
    public void forEachNotRun(Consumer<CaseJson> reader) {
        for (int i = 0; i < lengths.length; i++) {
            if (lengths[i] == 0) {
                reader.accept(absent.apply(i));
            }
        }
    }

    @Override
    public synchronized void close() {
        try {
            file.close();
            forget();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
