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

/** Stores completed cases in a temporary file and reads them in any order; keeps only their positions in memory. */
public final class CaseStore implements AutoCloseable {
    private final Path path;
    // not a FileChannel, which is closed if its thread is interrupted, as at the end of a run
    private final RandomAccessFile file;
    private final IntFunction<CaseJson> absent;
    private final long[] starts;
    private final int[] lengths;
    private long end;

    /** A store for these cases, in a temporary file. */
    public CaseStore(List<SuiteCase> cases) {
        this(cases.size(), index -> CaseJson.of(CaseResult.notRun(cases.get(index))));
    }

    /** @param absent makes the case for an index without a stored case */
    public CaseStore(int cases, IntFunction<CaseJson> absent) {
        this.absent = absent;
        starts = new long[cases];
        lengths = new int[cases];
        try {
            path = Files.createTempFile("llm-test-bench-", ".cases");
            file = new RandomAccessFile(path.toFile(), "rw");
            unlink();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes the open file if the system allows it, so that a killed process leaves no file behind. */
    private void unlink() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException fileIsOpen) {
            path.toFile().deleteOnExit();
        }
    }

    /** Stores the case at this index. */
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

    /** The case at this index; empty if none was stored. */
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

    /** Passes every case to the consumer, in the order of the suite, including cases that were not run. */
    public void forEach(Consumer<CaseJson> consumer) {
        for (int i = 0; i < lengths.length; i++) {
            int index = i;
            consumer.accept(get(i).orElseGet(() -> absent.apply(index)));
        }
    }

    /** Passes only the cases that were not run to the consumer. */
    public void forEachNotRun(Consumer<CaseJson> consumer) {
        for (int i = 0; i < lengths.length; i++) {
            if (lengths[i] == 0) {
                consumer.accept(absent.apply(i));
            }
        }
    }

    @Override
    public synchronized void close() {
        try {
            file.close();
            unlink();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
