package org.llmtestbench.function.runs;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.llmtestbench.function.HttpProblemException;
import org.llmtestbench.function.Principal;
import org.llmtestbench.function.Response;
import org.llmtestbench.function.ShutdownCoordinator;
import org.llmtestbench.suite.RunEndReason;

/** The runs that go on after their request was answered; whoever ordered one may ask about it, and nobody else. */
@Singleton
class AsyncRuns {
    private static final int MOST = 100;
    private static final Duration KEPT = Duration.ofHours(1);
    private static final String SECONDS_TO_WAIT = "2";

    private final RunRegistry<Key> runs;

    private record Key(String id, Principal principal) {}

    /** How far a run is. */
    @JsonPropertyOrder({"id", "status", "suite", "done", "total"})
    record Running(String id, String status, String suite, int done, int total) {}

    AsyncRuns(ShutdownCoordinator shutdown) {
        runs = new RunRegistry<>(MOST, KEPT, System::nanoTime);
        // nobody waits for their answers, so that the process would not wait for them
        shutdown.onShutdownStarted(() -> runs.all().forEach(job -> job.stop(RunEndReason.INTERRUPTED)));
    }

    /** Answers as soon as the run has begun. */
    Uni<Response> answer(Principal principal, Uni<RunJob> start) {
        String id = UUID.randomUUID().toString();
        return runs.computeIfAbsent(new Key(id, principal), () -> start)
                .map(job -> running(id, job).with("preference-applied", "respond-async"));
    }

    private static Response running(String id, RunJob job) {
        return Response.json(202, new Running(id, "running", job.suite(), job.done(), job.total()))
                .with("location", SmokeRoute.PATH + "/" + id)
                .with("retry-after", SECONDS_TO_WAIT);
    }

    /** The report, or how far the run is; fails with {@link HttpProblemException} (404) where there is none of the caller's. */
    Uni<Response> read(String id, Principal principal, ReportMediaType kind) {
        RunJob job = runs.find(new Key(id, principal)).orElseThrow(() -> unknown(id));
        if (!job.isOver()) {
            return Uni.createFrom().item(running(id, job));
        }
        // reads a file
        return Uni.createFrom()
                .deferred(() -> job.then(kind::of))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .<Response>map(report -> report.orElseThrow(() -> unknown(id)));
    }

    /** Ends a run that goes on, so that its report says what was done; forgets one that is over. */
    void end(String id, Principal principal) {
        Key key = new Key(id, principal);
        Optional<RunJob> found = runs.find(key);
        RunJob job = found.orElseThrow(() -> unknown(id));
        if (job.isOver()) {
            runs.remove(key);
        } else {
            job.stop(RunEndReason.INTERRUPTED);
        }
    }

    private static HttpProblemException unknown(String id) {
        String shown = id.length() > 100 ? id.substring(0, 100) + "…" : id;
        return HttpProblemException.with(404, "Unknown run", "There is no run '" + shown + "' of yours.", null)
                .hint("Reports are kept for " + KEPT.toMinutes() + " minutes, the last " + MOST
                        + " of them, and not beyond the end of this process.");
    }
}
