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
import org.llmtestbench.function.HttpProblemException;
import org.llmtestbench.function.Principal;
import org.llmtestbench.function.ProviderResolver;
import org.llmtestbench.function.ServerTelemetry;
import org.llmtestbench.function.ShutdownCoordinator;
import org.llmtestbench.function.limits.DailySpendLimit;
import org.llmtestbench.function.limits.MaxTokensLimit;
import org.llmtestbench.provider.ProviderRegistry;
import org.llmtestbench.provider.SettingsLoader;
import org.llmtestbench.provider.catalog.ModelCatalog;
import org.llmtestbench.runner.CallRunner;
import org.llmtestbench.runner.Warmup;
import org.llmtestbench.suite.DeadlineTimer;
import org.llmtestbench.suite.RunEndReason;
import org.llmtestbench.suite.RunListener;
import org.llmtestbench.suite.RunPlan;
import org.llmtestbench.suite.SuiteRun;
import org.llmtestbench.suite.TargetResolver;

/** Runs suites, whichever way they were ordered: a few at a time, on threads of their own. */
@Singleton
public class RunLauncher {
    private static final int CASES_AT_ONCE = 4;

    private final CallRunner runner;
    private final ServerTelemetry telemetry;
    private final Warmup warmup;
    private final ProviderRegistry providers;
    private final ModelCatalog catalogue;
    private final ProviderResolver endpoints;
    private final RunListener listener;
    private final RunRequestParser orders;
    private final RunBudget budget;
    private final RunExecutor executor = new RunExecutor();

    @Inject
    RunLauncher(
            SettingsLoader settings,
            ProviderRegistry providers,
            ModelCatalog catalogue,
            CallRunner runner,
            ServerTelemetry telemetry,
            Warmup warmup,
            ProviderResolver endpoints,
            ShutdownCoordinator shutdown,
            MaxTokensLimit longest,
            DailySpendLimit dailySpend,
            @All List<RunListener> listeners) {
        this.runner = runner;
        this.telemetry = telemetry;
        this.warmup = warmup;
        this.providers = providers;
        this.catalogue = catalogue;
        this.endpoints = endpoints;
        this.listener = new CompositeRunListener(listeners);
        SmokeSettings own = SmokeSettings.of(settings);
        this.orders = new RunRequestParser(new SuiteRepository(own.suites()), own.suite(), longest);
        this.budget = new RunBudget(dailySpend, providers);
        shutdown.onForcedShutdown(this::interrupt);
    }

    /** Understands an order, off the event loop, as {@link RunRequestParser#read} does, and begins the run. */
    public Uni<RunJob> start(String json, Principal principal, Duration timeLeft, boolean mayNameNone) {
        return start(targets -> orders.read(json, principal, targets, timeLeft, mayNameNone));
    }

    /**
     * Begins a run; whoever takes it drops it in the end. Fails with {@link HttpProblemException} when too many wait or it could cost too
     * much. Cancelling stops nothing.
     */
    Uni<RunJob> start(Function<TargetResolver, RunRequest> order) {
        long asked = System.nanoTime();
        return Uni.createFrom()
                .item(() -> {
                    TargetResolver targets = new TargetResolver(providers, catalogue, endpoints.flags());
                    return begun(order.apply(targets), targets, asked);
                })
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    /** @param asked when, by the clock; reading and planning are slow in a new process, and take of the order's time */
    private RunJob begun(RunRequest order, TargetResolver targets, long asked) {
        RunBudget.Paid paid = budget.withReservation(order, targets);
        ServerTelemetry.Watched watched =
                telemetry.run(runner, paid.plan().suite().name());
        RunListener all = new CompositeRunListener(List.of(listener, watched.listener()));
        SuiteRun run = new SuiteRun(paid.plan(), watched.runner(), CASES_AT_ONCE, false, all);
        Duration left = order.deadline().minusNanos(System.nanoTime() - asked);
        DeadlineTimer deadline = DeadlineTimer.of(left, () -> run.stop(RunEndReason.DEADLINE));
        Runnable over = () -> {
            deadline.close();
            paid.reconcile();
        };
        RunJob job = new RunJob(paid.plan(), run, over);
        try {
            executor.run(job, () -> work(job, paid.plan()));
            return job;
        } catch (HttpProblemException full) {
            over.run();
            throw full;
        }
    }

    private void work(RunJob job, RunPlan plan) {
        try {
            // so that the first answer is not timed with our own start
            warmup.ofDialects(plan.distinctProviders());
        } finally {
            job.work();
        }
    }

    /** The process is about to end: runs are stopped, and report what they have. Does not wait for that. */
    @PreDestroy
    public void interrupt() {
        executor.interrupt();
    }
}
