package org.llmtestbench.function.runs;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.llmtestbench.bench.Bench;
import org.llmtestbench.bench.Rehearsal;
import org.llmtestbench.function.Caller;
import org.llmtestbench.function.Endpoints;
import org.llmtestbench.function.Lifespan;
import org.llmtestbench.function.Monitoring;
import org.llmtestbench.function.Refused;
import org.llmtestbench.function.access.LongestAnswer;
import org.llmtestbench.function.access.Spending;
import org.llmtestbench.provider.ModelCatalogue;
import org.llmtestbench.provider.Providers;
import org.llmtestbench.provider.Settings;
import org.llmtestbench.report.LiveRun;
import org.llmtestbench.report.RunListener;
import org.llmtestbench.suite.Countdown;
import org.llmtestbench.suite.End;
import org.llmtestbench.suite.Plan;
import org.llmtestbench.suite.Seats;

/** Runs suites, whichever way they were ordered: a few at a time, on threads of their own. */
@Singleton
public class Smoke {
    private static final int CASES_AT_ONCE = 4;

    private final Bench bench;
    private final Monitoring monitoring;
    private final Rehearsal rehearsal;
    private final Providers providers;
    private final ModelCatalogue catalogue;
    private final Endpoints endpoints;
    private final RunListener listener;
    private final SmokeOrders orders;
    private final RunMoney money;
    private final RunThreads threads = new RunThreads();

    @Inject
    Smoke(
            Settings settings,
            Providers providers,
            ModelCatalogue catalogue,
            Bench bench,
            Monitoring monitoring,
            Rehearsal rehearsal,
            Endpoints endpoints,
            Lifespan lifespan,
            LongestAnswer longest,
            Spending spending,
            @All List<RunListener> listeners) {
        this.bench = bench;
        this.monitoring = monitoring;
        this.rehearsal = rehearsal;
        this.providers = providers;
        this.catalogue = catalogue;
        this.endpoints = endpoints;
        this.listener = new RunListeners(listeners);
        SmokeSettings own = SmokeSettings.of(settings);
        this.orders = new SmokeOrders(new SuiteShelf(own.suites()), own.suite(), longest);
        this.money = new RunMoney(spending, providers);
        lifespan.whenCut(this::interrupt);
    }

    /** Understands an order, off the event loop, as {@link SmokeOrders#read} does, and begins the run. */
    public Uni<SmokeJob> start(String json, Caller caller, Duration timeLeft, boolean mayNameNone) {
        return start(seats -> orders.read(json, caller, seats, timeLeft, mayNameNone));
    }

    /**
     * Begins a run; whoever takes it drops it in the end. Fails with {@link Refused} when too many wait or it could cost too
     * much. Cancelling stops nothing.
     */
    Uni<SmokeJob> start(Function<Seats, SmokeOrder> order) {
        long asked = System.nanoTime();
        return Uni.createFrom()
                .item(() -> {
                    Seats seats = new Seats(providers, catalogue, endpoints.flags());
                    return begun(order.apply(seats), seats, asked);
                })
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    /** @param asked when, by the clock; reading and planning are slow in a new process, and take of the order's time */
    private SmokeJob begun(SmokeOrder order, Seats seats, long asked) {
        RunMoney.Paid paid = money.pay(order, seats);
        Monitoring.Watched watched = monitoring.run(bench, paid.plan().suite().name());
        RunListener all = new RunListeners(List.of(listener, watched.listener()));
        LiveRun run = new LiveRun(paid.plan(), watched.bench(), CASES_AT_ONCE, false, all);
        Duration left = order.deadline().minusNanos(System.nanoTime() - asked);
        Countdown deadline = Countdown.of(left, () -> run.stop(End.DEADLINE));
        Runnable over = () -> {
            deadline.close();
            paid.settle();
        };
        SmokeJob job = new SmokeJob(paid.plan(), run, over);
        try {
            threads.run(job, () -> work(job, paid.plan()));
            return job;
        } catch (Refused full) {
            over.run();
            throw full;
        }
    }

    private void work(SmokeJob job, Plan plan) {
        try {
            // so that the first answer is not timed with our own start
            rehearsal.ofDialects(plan.ways());
        } finally {
            job.work();
        }
    }

    /** The process is about to end: runs are stopped, and report what they have. Does not wait for that. */
    @PreDestroy
    public void interrupt() {
        threads.interrupt();
    }
}
