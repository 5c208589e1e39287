package org.llmtestbench.function.runs;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.llmtestbench.function.Caller;
import org.llmtestbench.function.Request;
import org.llmtestbench.function.Response;
import org.llmtestbench.function.Route;

/** Gives the report of a run that was begun before, or says how far it is. */
@Singleton
class SmokeResultRoute implements Route {
    private final BackgroundRuns background;

    SmokeResultRoute(BackgroundRuns background) {
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
    public Uni<Response> answer(Request request, Caller caller) {
        return background.read(request.pathAfter(path()), caller, SmokeReport.liked(request));
    }
}
