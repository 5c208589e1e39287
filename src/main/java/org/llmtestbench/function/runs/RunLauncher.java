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

/** Starts runs for all kinds of requests and events, and executes them on threads of their own. */
@Singleton
public class RunLauncher {
    private static final int CONCURRENT_CASES = 4;

    private final CallRunner runner;
    private final ServerTelemetry telemetry;
    private final Warmup warmup;
    private final ProviderRegistry providers;
    private final ModelCatalog catalog;
    private final ProviderResolver providerResolver;
    private final RunListener listener;
    private final RunRequestParser parser;
    private final RunBudget budget;
    private final RunExecutor executor = new RunExecutor();

    @Inject
    RunLauncher(
            SettingsLoader settings,
            ProviderRegistry providers,
            ModelCatalog catalog,
            CallRunner runner,
            ServerTelemetry telemetry,
            Warmup warmup,
            ProviderResolver providerResolver,
            ShutdownCoordinator shutdown,
            MaxTokensLimit maxTokensLimit,
            DailySpendLimit dailySpend,
            @All List<RunListener> listeners) {
        this.runner = runner;
        this.telemetry = telemetry;
        this.warmup = warmup;
        this.providers = providers;
        this.catalog = catalog;
        this.providerResolver = providerResolver;
        this.listener = new CompositeRunListener(listeners);
        SmokeSettings smokeSettings = SmokeSettings.of(settings);
        this.parser = new RunRequestParser(
                new SuiteRepository(smokeSettings.suites()), smokeSettings.suite(), maxTokensLimit);
        this.budget = new RunBudget(dailySpend, providers);
        shutdown.onForcedShutdown(this::interrupt);
    }

    /** Parses a smoke request on a worker thread, as {@link RunRequestParser#read} does, and starts the run. */
    public Uni<RunJob> start(String json, Principal principal, Duration timeLeft, boolean allowDefaultSuite) {
        return start(targets -> parser.read(json, principal, targets, timeLeft, allowDefaultSuite));
    }

    /**
     * Starts a run; the caller must drop the job in the end. Fails with {@link HttpProblemException} if the queue is
     * full or the run could cost too much. Cancelling does not stop the run.
     */
    Uni<RunJob> start(Function<TargetResolver, RunRequest> parse) {
        long requestedAt = System.nanoTime();
        return Uni.createFrom()
                .item(() -> {
                    TargetResolver targets = new TargetResolver(providers, catalog, providerResolver.flags());
                    return started(parse.apply(targets), targets, requestedAt);
                })
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    /**
     * @param requestedAt the time of the request in {@code nanoTime}; parsing and planning count towards the deadline
     */
    private RunJob started(RunRequest request, TargetResolver targets, long requestedAt) {
        RunBudget.Paid reservation = budget.withReservation(request, targets);
        ServerTelemetry.Watched observed =
                telemetry.run(runner, reservation.plan().suite().name());
        RunListener allListeners = new CompositeRunListener(List.of(listener, observed.listener()));
        SuiteRun run = new SuiteRun(reservation.plan(), observed.runner(), CONCURRENT_CASES, false, allListeners);
        Duration timeLeft = request.deadline().minusNanos(System.nanoTime() - requestedAt);
        DeadlineTimer deadline = DeadlineTimer.start(timeLeft, () -> run.stop(RunEndReason.DEADLINE));
        Runnable cleanUp = () -> {
            deadline.close();
            reservation.reconcile();
        };
        RunJob job = new RunJob(reservation.plan(), run, cleanUp);
        try {
            executor.run(job, () -> work(job, reservation.plan()));
            return job;
        } catch (HttpProblemException full) {
            cleanUp.run();
            throw full;
        }
    }

    private void work(RunJob job, RunPlan plan) {
        try {
            // so that class loading does not count in the latency of the first call
            warmup.warmUpDialects(plan.distinctProviders());
        } finally {
            job.work();
        }
    }

    /** Stops all runs at the end of the process; their reports contain what is complete. Does not wait. */
    @PreDestroy
    public void interrupt() {
        executor.interrupt();
    }
}
