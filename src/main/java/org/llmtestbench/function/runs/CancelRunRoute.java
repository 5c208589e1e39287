package org.llmtestbench.function.runs;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Map;
import org.llmtestbench.function.Principal;
import org.llmtestbench.function.Request;
import org.llmtestbench.function.Response;
import org.llmtestbench.function.Route;

/** {@code DELETE /v1/smoke/ID}: stops a running run and keeps its report; removes a completed run. */
@Singleton
class CancelRunRoute implements Route {
    private final AsyncRuns asyncRuns;

    CancelRunRoute(AsyncRuns asyncRuns) {
        this.asyncRuns = asyncRuns;
    }

    @Override
    public String method() {
        return "DELETE";
    }

    @Override
    public String path() {
        return SmokeRoute.PATH + "/";
    }

    @Override
    public Uni<Response> answer(Request request, Principal principal) {
        asyncRuns.end(request.pathAfter(path()), principal);
        return Uni.createFrom().item(new Response.Whole(204, Map.of(), new byte[0]));
    }
}
