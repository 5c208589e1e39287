package org.llmtestbench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.llmtestbench.suite.CaseResult;
import org.llmtestbench.suite.SuiteCase;

/** Keeps cases on disk as they finish and gives them back in any order; in memory there is only where each of them is. */
public final class CaseStore implements AutoCloseable {
    private final FileChannel channel;
    private final IntFunction<CaseJson> absent;
    private final long[] starts;
    private final int[] lengths;
    private long end;

    /** A store for these cases, in a file that nobody else sees. */
    public CaseStore(List<SuiteCase> cases) {
        this(cases.size(), place -> CaseJson.of(CaseResult.notRun(cases.get(place))));
    }

    /** @param absent stands where none was kept */
    CaseStore(int cases, IntFunction<CaseJson> absent) {
        this.absent = absent;
        starts = new long[cases];
        lengths = new int[cases];
        try {
            Path file = Files.createTempFile("llm-test-bench-", ".cases");
            channel = FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps the case at this place. */
    public synchronized void put(int index, CaseJson result) {
        try {
            byte[] json = ReportJson.MAPPER.writeValueAsBytes(result);
            write(json);
            starts[index] = end;
            lengths[index] = json.length;
            end += json.length;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer, end + buffer.position());
        }
    }

    /** The case at this place; empty when none was kept there. */
    synchronized Optional<CaseJson> get(int index) {
        if (lengths[index] == 0) {
            return Optional.empty();
        }
        ByteBuffer buffer = ByteBuffer.allocate(lengths[index]);
        try {
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, starts[index] + buffer.position()) < 0) {
                    throw new EOFException();
                }
            }
            return Optional.of(ReportJson.MAPPER.readValue(buffer.array(), CaseJson.class));
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
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
