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

/** Runs a suite and answers with its report, or, when that is preferred, at once with where the report will be. */
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
        ReportMediaType kind = ReportMediaType.negotiated(request);
        String json = JsonBodyReader.text(request.body());
        Uni<RunJob> start = launcher.start(json, principal, request.timeLeft(), false);
        return prefersAsync(request) ? asyncRuns.answer(principal, start) : report(start, kind);
    }

    /** The header is a list, and its words may have values and parameters. */
    private static boolean prefersAsync(Request request) {
        return request.header("prefer").stream()
                .flatMap(header -> Arrays.stream(header.split("[,;]")))
                .anyMatch(word -> word.strip().equalsIgnoreCase("respond-async"));
    }

    /** Whoever hangs up does not want to pay for the rest. */
    private static Uni<Response> report(Uni<RunJob> start, ReportMediaType kind) {
        return Uni.createFrom().emitter(emitter -> {
            CompletableFuture<RunJob> begun = start.subscribeAsCompletionStage();
            // comes when it was answered too, where there is nothing left to stop
            emitter.onTermination(() -> begun.thenAccept(job -> {
                job.stop(RunEndReason.INTERRUPTED);
                job.drop();
            }));
            begun.thenAccept(job -> job.then(kind::of)
                            .subscribe()
                            .with(report -> report.ifPresent(emitter::complete), emitter::fail))
                    .exceptionally(refusal -> {
                        emitter.fail(refusal instanceof CompletionException ? refusal.getCause() : refusal);
                        return null;
                    });
        });
    }
}
