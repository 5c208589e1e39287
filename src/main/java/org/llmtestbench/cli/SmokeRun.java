package org.llmtestbench.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.llmtestbench.runner.CallRunner;
import org.llmtestbench.suite.DeadlineTimer;
import org.llmtestbench.suite.RunEndReason;
import org.llmtestbench.suite.RunPlan;
import org.llmtestbench.suite.RunResult;
import org.llmtestbench.suite.Suite;
import org.llmtestbench.suite.SuiteRun;
import org.llmtestbench.suite.TargetResolver;
import org.llmtestbench.suite.parser.SuiteFile;

/** Runs suites one after the other, within one deadline, and writes their reports even when somebody ends the process. */
final class SmokeRun {
    /** Far more than the reports of a large run take. */
    private static final int SECONDS_TO_WRITE = 60;

    private final CliApplication workbench;
    private final TargetResolver seats;
    private final RunOptions options;
    private final CaseFilter selection;
    private final ReportOptions reports;
    private final TelemetrySession measured;
    private final AtomicReference<SuiteRun> current = new AtomicReference<>();
    private final AtomicReference<RunEndReason> stopped = new AtomicReference<>();
    private final CountDownLatch written = new CountDownLatch(1);

    /** Made for all suites before the first of them costs anything. */
    private record Prepared(RunPlan plan, SmokeReports reports) {}

    /** @param measured is closed with the run */
    SmokeRun(
            CliApplication workbench,
            TargetResolver seats,
            RunOptions options,
            CaseFilter selection,
            ReportOptions reports,
            TelemetrySession measured) {
        this.workbench = workbench;
        this.seats = seats;
        this.options = options;
        this.selection = selection;
        this.reports = reports;
        this.measured = measured;
    }

    /**
     * Runs them and returns the exit code.
     *
     * @param suites by their files, in order
     */
    int all(Map<String, Suite> suites) {
        List<Prepared> prepared = suites.entrySet().stream()
                .map(suite -> prepare(suite.getKey(), suite.getValue()))
                .toList();
        Thread ending = new Thread(this::endInOrder, "ends the run");
        Runtime.getRuntime().addShutdownHook(ending);
        Optional<DeadlineTimer> deadline =
                options.deadline().map(time -> DeadlineTimer.of(time, () -> stop(RunEndReason.DEADLINE)));
        try (measured) {
            List<Integer> codes = new ArrayList<>();
            prepared.forEach(one -> codes.add(run(one)));
            return options.exitZero() ? ExitCodes.bugOnly(codes) : ExitCodes.gravest(codes);
        } finally {
            deadline.ifPresent(DeadlineTimer::close);
            written.countDown();
            try {
                Runtime.getRuntime().removeShutdownHook(ending);
            } catch (IllegalStateException endingAlready) {
                // then it waits for nothing any more
            }
        }
    }

    private Prepared prepare(String file, Suite suite) {
        RunPlan all =
                RunPlan.of(suite, selection.of(suite), seats, options.budgetOf(suite), options.allowUnknownPrice());
        RunPlan plan = selection.shard().map(all::part).orElse(all);
        return new Prepared(
                plan, new SmokeReports(reports, suite, SuiteFile.isBuiltIn(file) ? null : file, plan.cases()));
    }

    private int run(Prepared one) {
        if (!options.quiet() && one.plan().part() != null) {
            StandardStreams.err().println(one.plan().part().words());
        }
        SmokeProgress progress = new SmokeProgress(one.reports(), options.quiet(), options.verbose());
        TelemetrySession.Run seen = measured.suite(one.plan().suite().name());
        CallRunner bench = seen.bench(workbench.bench());
        SuiteRun run = new SuiteRun(one.plan(), bench, options.concurrency(), options.failFast(), progress);
        progress.follows(run.tally());
        try (RunResult finished = finished(one.plan(), run, progress)) {
            seen.ended(finished.head());
            return one.reports().write(finished, options.quiet(), options.verbose());
        }
    }

    private RunResult finished(RunPlan plan, SuiteRun run, SmokeProgress progress) {
        try (progress) {
            // so that its first answer is not timed with our own start
            workbench.rehearsal().ofDialects(plan.ways());
            current.set(run);
            if (stopped.get() != null) {
                run.stop(stopped.get());
            }
            RunResult finished = run.run();
            return finished.end() == RunEndReason.INTERRUPTED && wasTerminated()
                    ? finished.endedBy(RunEndReason.TERMINATED)
                    : finished;
        }
    }

    private void stop(RunEndReason why) {
        stopped.compareAndSet(null, why);
        SuiteRun run = current.get();
        if (run != null) {
            run.stop(why);
        }
    }

    /** Hooks are not told why they run; the thread that waits for them is named after the signal. */
    private static boolean wasTerminated() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("SIGTERM handler"));
    }

    /** Runs when the process is told to end, and holds it until the reports of what is done are written. */
    private void endInOrder() {
        stop(RunEndReason.INTERRUPTED);
        try {
            written.await(SECONDS_TO_WRITE, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
