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

/** Runs suites one after the other within one deadline. Writes their reports even if the process is interrupted. */
final class SmokeRun {
    /** Much longer than writing the reports of a large run takes. */
    private static final int MAX_WRITE_SECONDS = 60;

    private final CliApplication application;
    private final TargetResolver targets;
    private final RunOptions options;
    private final CaseFilter filter;
    private final ReportOptions reports;
    private final TelemetrySession telemetry;
    private final AtomicReference<SuiteRun> current = new AtomicReference<>();
    private final AtomicReference<RunEndReason> stopped = new AtomicReference<>();
    private final CountDownLatch written = new CountDownLatch(1);

    /** A suite that is ready to run. All suites are prepared before the first one costs money. */
    private record Prepared(RunPlan plan, SmokeReports reports) {}

    /** @param telemetry closed at the end of the run */
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
     * Runs all suites and returns the exit code.
     *
     * @param suites the suites by their files, in order
     */
    int all(Map<String, Suite> suites) {
        List<Prepared> prepared = suites.entrySet().stream()
                .map(suite -> prepare(suite.getKey(), suite.getValue()))
                .toList();
        Thread shutdownHook = new Thread(this::stopAndAwaitReports, "stop-run");
        Runtime.getRuntime().addShutdownHook(shutdownHook);
        Optional<DeadlineTimer> deadline =
                options.deadline().map(time -> DeadlineTimer.start(time, () -> stop(RunEndReason.DEADLINE)));
        try (telemetry) {
            List<Integer> codes = new ArrayList<>();
            prepared.forEach(each -> codes.add(run(each)));
            return options.exitZero() ? ExitCodes.bugOnly(codes) : ExitCodes.mostSevere(codes);
        } finally {
            deadline.ifPresent(DeadlineTimer::close);
            written.countDown();
            try {
                Runtime.getRuntime().removeShutdownHook(shutdownHook);
            } catch (IllegalStateException shuttingDown) {
                // the JVM is shutting down; the hook is running and ends now
            }
        }
    }

    private Prepared prepare(String file, Suite suite) {
        RunPlan all =
                RunPlan.of(suite, filter.of(suite), targets, options.budgetOf(suite), options.allowUnknownPrice());
        RunPlan plan = filter.shard().map(all::forShard).orElse(all);
        return new Prepared(
                plan, new SmokeReports(reports, suite, SuiteFile.isBuiltIn(file) ? null : file, plan.cases()));
    }

    private int run(Prepared suite) {
        if (!options.quiet() && suite.plan().shard() != null) {
            StandardStreams.err().println(suite.plan().shard().message());
        }
        SmokeProgress progress = new SmokeProgress(suite.reports(), options.quiet(), options.verbose());
        TelemetrySession.Run measured = telemetry.suite(suite.plan().suite().name());
        CallRunner runner = measured.runner(application.runner());
        SuiteRun run = new SuiteRun(suite.plan(), runner, options.concurrency(), options.failFast(), progress);
        progress.setCounters(run.counters());
        try (RunResult result = finished(suite.plan(), run, progress)) {
            measured.ended(result.head());
            return suite.reports().write(result, options.quiet(), options.verbose());
        }
    }

    private RunResult finished(RunPlan plan, SuiteRun run, SmokeProgress progress) {
        try (progress) {
            // so that JVM start-up does not count as latency of the first answer
            application.warmup().warmUpDialects(plan.distinctProviders());
            current.set(run);
            if (stopped.get() != null) {
                run.stop(stopped.get());
            }
            RunResult result = run.run();
            return result.endReason() == RunEndReason.INTERRUPTED && wasTerminated()
                    ? result.withEndReason(RunEndReason.TERMINATED)
                    : result;
        }
    }

    private void stop(RunEndReason reason) {
        stopped.compareAndSet(null, reason);
        SuiteRun run = current.get();
        if (run != null) {
            run.stop(reason);
        }
    }

    /** A hook does not get the reason for the shutdown, but the thread that waits for it is named after the signal. */
    private static boolean wasTerminated() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("SIGTERM handler"));
    }

    /** The shutdown hook: stops the run and delays the exit until the reports of the finished cases are written. */
    private void stopAndAwaitReports() {
        stop(RunEndReason.INTERRUPTED);
        try {
            written.await(MAX_WRITE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
