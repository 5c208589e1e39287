package org.llmtestbench.function;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Optional;
import org.llmtestbench.suite.End;

/** Runs a suite and answers with its report, or, when that is preferred, at once with where the report will be. */
@Singleton
class SmokeRoute implements Route {
    static final String PATH = "/v1/smoke";

    private final Smoke smoke;
    private final BackgroundRuns background;

    SmokeRoute(Smoke smoke, BackgroundRuns background) {
        this.smoke = smoke;
        this.background = background;
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
    public Uni<Response> answer(Request request, Caller caller) {
        JsonBody.requireJson(request);
        SmokeReport kind = SmokeReport.liked(request);
        String json = JsonBody.text(request.body());
        Uni<SmokeJob> start = smoke.start(json, caller, request.timeLeft(), false);
        return prefersAsync(request)
                ? background.answer(caller, start)
                : start.onItem().transformToUni(job -> report(job, kind));
    }

    /** The header is a list, and its words may have values and parameters. */
    private static boolean prefersAsync(Request request) {
        return request.header("prefer").stream()
                .flatMap(header -> Arrays.stream(header.split("[,;]")))
                .anyMatch(word -> word.strip().equalsIgnoreCase("respond-async"));
    }

    /** Whoever hangs up does not want to pay for the rest. */
    private static Uni<Response> report(SmokeJob job, SmokeReport kind) {
        return job.then(kind::of)
                .<Response>map(Optional::orElseThrow)
                .onCancellation()
                .invoke(() -> job.stop(End.INTERRUPTED))
                .onTermination()
                .invoke(job::drop);
    }
}
