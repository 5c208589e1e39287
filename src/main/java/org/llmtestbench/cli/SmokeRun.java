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

    private final CliApplication application;
    private final TargetResolver targets;
    private final RunOptions options;
    private final CaseFilter filter;
    private final ReportOptions reports;
    private final TelemetrySession telemetry;
    private final AtomicReference<SuiteRun> current = new AtomicReference<>();
    private final AtomicReference<RunEndReason> stopped = new AtomicReference<>();
    private final CountDownLatch written = new CountDownLatch(1);

    /** Made for all suites before the first of them costs anything. */
    private record Prepared(RunPlan plan, SmokeReports reports) {}

    /** @param telemetry is closed with the run */
    SmokeRun(
            CliApplication application,
            TargetResolver targets,
            RunOptions options,
            CaseFilter filter,
            ReportOptions reports,
            TelemetrySession telemetry) {
        this.application = application;
        this.targets = targets;
        this.options = options;
        this.filter = filter;
        this.reports = reports;
        this.telemetry = telemetry;
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
        try (telemetry) {
            List<Integer> codes = new ArrayList<>();
            prepared.forEach(one -> codes.add(run(one)));
            return options.exitZero() ? ExitCodes.bugOnly(codes) : ExitCodes.mostSevere(codes);
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
                RunPlan.of(suite, filter.of(suite), targets, options.budgetOf(suite), options.allowUnknownPrice());
        RunPlan plan = filter.shard().map(all::part).orElse(all);
        return new Prepared(
                plan, new SmokeReports(reports, suite, SuiteFile.isBuiltIn(file) ? null : file, plan.cases()));
    }

    private int run(Prepared one) {
        if (!options.quiet() && one.plan().part() != null) {
            StandardStreams.err().println(one.plan().part().words());
        }
        SmokeProgress progress = new SmokeProgress(one.reports(), options.quiet(), options.verbose());
        TelemetrySession.Run seen = telemetry.suite(one.plan().suite().name());
        CallRunner runner = seen.bench(application.bench());
        SuiteRun run = new SuiteRun(one.plan(), runner, options.concurrency(), options.failFast(), progress);
        progress.follows(run.tally());
        try (RunResult result = finished(one.plan(), run, progress)) {
            seen.ended(result.head());
            return one.reports().write(result, options.quiet(), options.verbose());
        }
    }

    private RunResult finished(RunPlan plan, SuiteRun run, SmokeProgress progress) {
        try (progress) {
            // so that its first answer is not timed with our own start
            application.rehearsal().ofDialects(plan.distinctProviders());
            current.set(run);
            if (stopped.get() != null) {
                run.stop(stopped.get());
            }
            RunResult result = run.run();
            return result.end() == RunEndReason.INTERRUPTED && wasTerminated()
                    ? result.endedBy(RunEndReason.TERMINATED)
                    : result;
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
