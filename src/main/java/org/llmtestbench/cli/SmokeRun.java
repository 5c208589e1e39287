package org.llmtestbench.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.llmtestbench.bench.Bench;
import org.llmtestbench.bench.Target;
import org.llmtestbench.report.SuiteJson;
import org.llmtestbench.report.Tally;
import org.llmtestbench.suite.Budget;
import org.llmtestbench.suite.End;
import org.llmtestbench.suite.Examiner;
import org.llmtestbench.suite.Seat;
import org.llmtestbench.suite.Seats;
import org.llmtestbench.suite.Suite;
import org.llmtestbench.suite.SuiteCase;
import org.llmtestbench.suite.SuiteRun;
import org.llmtestbench.suite.SuiteTarget;
import org.llmtestbench.suite.file.SuiteFile;

/** Runs suites one after the other, within one deadline, and writes their reports even when somebody ends the process. */
final class SmokeRun {
    /** Far more than the reports of a large run take. */
    private static final int SECONDS_TO_WRITE = 60;

    private final Workbench workbench;
    private final Seats seats;
    private final RunOptions options;
    private final Selection selection;
    private final ReportOptions reports;
    private final Measured measured;
    private final AtomicReference<SuiteRun> current = new AtomicReference<>();
    private final AtomicReference<End> stopped = new AtomicReference<>();
    private final CountDownLatch written = new CountDownLatch(1);

    /** A suite with what its run needs; made for all suites before the first of them costs anything. */
    private record Prepared(
            Suite suite, List<SuiteCase> cases, Map<SuiteTarget, Seat> seats, Budget budget, SmokeReports reports) {}

    /** @param measured is closed with the run */
    SmokeRun(
            Workbench workbench,
            Seats seats,
            RunOptions options,
            Selection selection,
            ReportOptions reports,
            Measured measured) {
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
        startDeadline();
        try (measured) {
            List<Integer> codes = new ArrayList<>();
            prepared.forEach(one -> codes.add(run(one)));
            return options.exitZero() ? 0 : ExitCodes.gravest(codes);
        } finally {
            written.countDown();
            try {
                Runtime.getRuntime().removeShutdownHook(ending);
            } catch (IllegalStateException endingAlready) {
                // then it waits for nothing any more
            }
        }
    }

    private Prepared prepare(String file, Suite suite) {
        List<SuiteCase> cases = selection.of(suite);
        Map<SuiteTarget, Seat> all = seats.of(cases);
        Budget budget = new Budget(options.budgetOf(suite));
        if (budget.isCapped() && !options.allowUnknownPrice()) {
            Seats.requirePrices(all, cases);
        }
        return new Prepared(
                suite,
                cases,
                all,
                budget,
                new SmokeReports(reports, suite, SuiteFile.isBuiltIn(file) ? null : file, cases));
    }

    private int run(Prepared one) {
        Tally tally = new Tally(one.cases().size());
        Measured.Run seen = measured.suite(one.suite().name());
        Instant start = Instant.now();
        long nanos = System.nanoTime();
        End end = end(one, tally, seen.bench(workbench.bench()));
        SuiteJson head = tally.head(one.suite().name(), start, Duration.ofNanos(System.nanoTime() - nanos), end);
        seen.ended(head);
        return one.reports().write(head, end, options.quiet());
    }

    private End end(Prepared one, Tally tally, Bench bench) {
        try (SmokeProgress progress = new SmokeProgress(one.reports(), tally, options.quiet(), options.verbose())) {
            rehearse(one.seats().values());
            Examiner examiner = new Examiner(bench, one.seats(), one.budget(), progress::calls);
            SuiteRun run = new SuiteRun(examiner, options.concurrency(), options.failFast(), System::nanoTime);
            current.set(run);
            if (stopped.get() != null) {
                run.stop(stopped.get());
            }
            End end = run.run(one.cases(), progress);
            return end == End.INTERRUPTED && wasTerminated() ? End.TERMINATED : end;
        }
    }

    /** Makes each way to a provider once without it, so that its first answer is not timed with our own start. */
    private void rehearse(Collection<Seat> all) {
        all.stream()
                .filter(seat -> !seat.offline())
                .map(seat -> new Target(seat.target().provider(), null, false))
                .distinct()
                .forEach(target -> workbench.rehearsal().of(target, true, Map.of()));
    }

    private void startDeadline() {
        options.deadline().ifPresent(time -> {
            Thread timer = new Thread(
                    () -> {
                        try {
                            if (!written.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                                stop(End.DEADLINE);
                            }
                        } catch (InterruptedException over) {
                            Thread.currentThread().interrupt();
                        }
                    },
                    "deadline");
            timer.setDaemon(true);
            timer.start();
        });
    }

    private void stop(End why) {
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
        stop(End.INTERRUPTED);
        try {
            written.await(SECONDS_TO_WRITE, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
