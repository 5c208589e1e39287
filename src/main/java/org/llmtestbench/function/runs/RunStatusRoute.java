package org.llmtestbench.function.runs;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.llmtestbench.function.Principal;
import org.llmtestbench.function.Request;
import org.llmtestbench.function.Response;
import org.llmtestbench.function.Route;

/** {@code GET /v1/smoke/ID}: the report of a background run, or its progress. */
@Singleton
class RunStatusRoute implements Route {
    private final AsyncRuns asyncRuns;

    RunStatusRoute(AsyncRuns asyncRuns) {
        this.asyncRuns = asyncRuns;
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public String path() {
        return SmokeRoute.PATH + "/";
    }

    @Override
    public boolean isServedDuringShutdown() {
        return true;
    }

    @Override
    public Uni<Response> answer(Request request, Principal principal) {
        return asyncRuns.read(request.pathAfter(path()), principal, ReportMediaType.negotiated(request));
    }
}
