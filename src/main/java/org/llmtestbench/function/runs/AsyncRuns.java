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

/** The background runs ({@code Prefer: respond-async}). Only the caller that started a run can read or stop it. */
@Singleton
class AsyncRuns {
    private static final int MAX_KEPT = 100;
    private static final Duration RETENTION = Duration.ofHours(1);
    private static final String RETRY_AFTER_SECONDS = "2";

    private final RunRegistry<Key> runs;

    private record Key(String id, Principal principal) {}

    /** The progress of a run. */
    @JsonPropertyOrder({"id", "status", "suite", "done", "total"})
    record Running(String id, String status, String suite, int done, int total) {}

    AsyncRuns(ShutdownCoordinator shutdown) {
        runs = new RunRegistry<>(MAX_KEPT, RETENTION, System::nanoTime);
        // no request waits for these runs, so the shutdown would not wait for them
        shutdown.onShutdownStarted(() -> runs.all().forEach(job -> job.stop(RunEndReason.INTERRUPTED)));
    }

    /** The response (202) as soon as the run has started. */
    Uni<Response> answer(Principal principal, Uni<RunJob> start) {
        String id = UUID.randomUUID().toString();
        return runs.computeIfAbsent(new Key(id, principal), () -> start)
                .map(job -> running(id, job).with("preference-applied", "respond-async"));
    }

    private static Response running(String id, RunJob job) {
        return Response.json(202, new Running(id, "running", job.suite(), job.done(), job.total()))
                .with("location", SmokeRoute.PATH + "/" + id)
                .with("retry-after", RETRY_AFTER_SECONDS);
    }

    /** The report or the progress; fails with {@link HttpProblemException} (404) if the caller has no such run. */
    Uni<Response> read(String id, Principal principal, ReportMediaType format) {
        RunJob job = runs.find(new Key(id, principal)).orElseThrow(() -> unknown(id));
        if (!job.isOver()) {
            return Uni.createFrom().item(running(id, job));
        }
        // on a worker thread, because writing the report reads a file
        return Uni.createFrom()
                .deferred(() -> job.then(format::of))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .<Response>map(report -> report.orElseThrow(() -> unknown(id)));
    }

    /** Stops a running run and keeps its report; removes a completed run. */
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
        String shortened = id.length() > 100 ? id.substring(0, 100) + "…" : id;
        return HttpProblemException.with(404, "Unknown run", "You have no run '" + shortened + "'.", null)
                .hint("Only the last " + MAX_KEPT + " runs are kept, for " + RETENTION.toMinutes()
                        + " minutes, until the server stops.");
    }
}
