package org.llmtestbench.function.runs;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.llmtestbench.function.JsonBodyReader;
import org.llmtestbench.function.Principal;
import org.llmtestbench.function.Request;
import org.llmtestbench.function.Response;
import org.llmtestbench.function.Route;
import org.llmtestbench.suite.RunEndReason;

/** {@code POST /v1/smoke}: runs a suite and returns its report, or starts a background run with {@code Prefer}. */
@Singleton
class SmokeRoute implements Route {
    static final String PATH = "/v1/smoke";

    private final RunLauncher launcher;
    private final AsyncRuns asyncRuns;

    SmokeRoute(RunLauncher launcher, AsyncRuns asyncRuns) {
        this.launcher = launcher;
        this.asyncRuns = asyncRuns;
    }

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public String path() {
        return PATH;
    }

    @Override
    public Uni<Response> answer(Request request, Principal principal) {
        JsonBodyReader.requireJson(request);
        ReportMediaType format = ReportMediaType.negotiated(request);
        String json = JsonBodyReader.text(request.body());
        Uni<RunJob> start = launcher.start(json, principal, request.timeLeft(), false);
        return prefersAsync(request) ? asyncRuns.answer(principal, start) : report(start, format);
    }

    /** The header is a list of preferences, which may have values and parameters. */
    private static boolean prefersAsync(Request request) {
        return request.header("prefer").stream()
                .flatMap(header -> Arrays.stream(header.split("[,;]")))
                .anyMatch(word -> word.strip().equalsIgnoreCase("respond-async"));
    }

    /** Stops the run if the caller disconnects. */
    private static Uni<Response> report(Uni<RunJob> start, ReportMediaType format) {
        return Uni.createFrom().emitter(emitter -> {
            CompletableFuture<RunJob> started = start.subscribeAsCompletionStage();
            // also runs after the response was sent, when the run is already complete
            emitter.onTermination(() -> started.thenAccept(job -> {
                job.stop(RunEndReason.INTERRUPTED);
                job.drop();
            }));
            started.thenAccept(job -> job.then(format::of)
                            .subscribe()
                            .with(report -> report.ifPresent(emitter::complete), emitter::fail))
                    .exceptionally(error -> {
                        emitter.fail(error instanceof CompletionException ? error.getCause() : error);
                        return null;
                    });
        });
    }
}
