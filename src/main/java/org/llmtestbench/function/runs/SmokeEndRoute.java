package org.llmtestbench.function.runs;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Map;
import org.llmtestbench.function.Caller;
import org.llmtestbench.function.Request;
import org.llmtestbench.function.Response;
import org.llmtestbench.function.Route;

/** Ends a run that goes on; its report says what was done until then. A second time, or of one that is over, forgets it. */
@Singleton
class SmokeEndRoute implements Route {
    private final BackgroundRuns background;

    SmokeEndRoute(BackgroundRuns background) {
        this.background = background;
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
    public Uni<Response> answer(Request request, Caller caller) {
        background.end(request.pathAfter(path()), caller);
        return Uni.createFrom().item(new Response.Whole(204, Map.of(), new byte[0]));
    }
}
