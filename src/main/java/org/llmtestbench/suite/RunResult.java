package org.llmtestbench.suite;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** A run that is over: its cases are on disk and can be reported in any form, and again, until it is closed. */
public final class RunResult implements AutoCloseable {
    private final RunCounters counters;
    private final CaseStore cases;
    private final SuiteJson head;
    private final RunEndReason endReason;

    /** @param head as the tally has it */
    RunResult(SuiteJson head, RunEndReason endReason, RunCounters counters, CaseStore cases) {
        this.head = head;
        this.endReason = endReason;
        this.counters = counters;
        this.cases = cases;
    }

    /** The same run for somebody who knows better why it ended. */
    public RunResult endedBy(RunEndReason why) {
        return new RunResult(
                counters.head(
                                head.suite(),
                                Instant.parse(head.startedAt()),
                                Duration.ofNanos(Math.round(head.durationMs() * 1e6)),
                                why)
                        .in(head.shard()),
                why,
                counters,
                cases);
    }

    /** Everything but its cases. */
    public SuiteJson head() {
        return head;
    }

    /** Why it ended. */
    public RunEndReason end() {
        return endReason;
    }

    /** Why cases were not run, for people; empty when all were. */
    public List<String> notes() {
        return head.summary().notRun() == 0
                ? List.of()
                : endReason.said().stream().toList();
    }

    /** What a history keeps of it. */
    public RunRecord past() {
        HistoryRecorder recorder = new HistoryRecorder();
        cases.forEach(recorder::add);
        return recorder.run(head);
    }

    /** Hands over every case, in the order of the suite's file. */
    public void forEach(Consumer<CaseJson> reader) {
        cases.forEach(reader);
    }

    /** Hands over the cases that were not run. */
    public void forEachNotRun(Consumer<CaseJson> reader) {
        cases.forEachNotRun(reader);
    }

    /** Forgets the cases. */
    @Override
    public void close() {
        cases.close();
    }
}
