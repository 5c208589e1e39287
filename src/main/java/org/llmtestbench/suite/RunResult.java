package org.llmtestbench.suite;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** The result of a run. Its cases are stored on disk and can be read several times, until it is closed. */
public final class RunResult implements AutoCloseable {
    private final RunCounters counters;
    private final CaseStore cases;
    private final SuiteJson head;
    private final RunEndReason endReason;

    /** @param head the head of the report, from the counters */
    RunResult(SuiteJson head, RunEndReason endReason, RunCounters counters, CaseStore cases) {
        this.head = head;
        this.endReason = endReason;
        this.counters = counters;
        this.cases = cases;
    }

    /** Returns the same result with another end reason. */
    public RunResult withEndReason(RunEndReason reason) {
        return new RunResult(
                counters.head(
                                head.suite(),
                                Instant.parse(head.startedAt()),
                                Duration.ofNanos(Math.round(head.durationMs() * 1e6)),
                                reason)
                        .withShard(head.shard()),
                reason,
                counters,
                cases);
    }

    /** The head of the report: everything except the cases. */
    public SuiteJson head() {
        return head;
    }

    /** Why the run ended. */
    public RunEndReason endReason() {
        return endReason;
    }

    /** Messages why cases were not run; empty if all cases were run. */
    public List<String> notes() {
        return head.summary().notRun() == 0
                ? List.of()
                : endReason.message().stream().toList();
    }

    /** The record of the run for the history. */
    public RunRecord toRecord() {
        HistoryRecorder recorder = new HistoryRecorder();
        cases.forEach(recorder::add);
        return recorder.toRecord(head);
    }

    /** Passes every case to the consumer, in the order of the suite. */
    public void forEach(Consumer<CaseJson> consumer) {
        cases.forEach(consumer);
    }

    /** Passes the cases that were not run to the consumer. */
    public void forEachNotRun(Consumer<CaseJson> consumer) {
        cases.forEachNotRun(consumer);
    }

    /** Deletes the stored cases. */
    @Override
    public void close() {
        cases.close();
    }
}
