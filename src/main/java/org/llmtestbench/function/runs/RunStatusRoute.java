package org.llmtestbench.function.runs;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.llmtestbench.function.Principal;
import org.llmtestbench.function.Request;
import org.llmtestbench.function.Response;
import org.llmtestbench.function.Route;

/** Gives the report of a run that was begun before, or says how far it is. */
@Singleton
class RunStatusRoute implements Route {
    private final AsyncRuns background;

    RunStatusRoute(AsyncRuns background) {
        this.background = background;
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
    public boolean isOpenToTheEnd() {
        return true;
    }

    @Override
    public Uni<Response> answer(Request request, Principal caller) {
        return background.read(request.pathAfter(path()), caller, ReportMediaType.liked(request));
    }
}
