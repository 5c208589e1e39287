package org.llmtestbench.function;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.llmtestbench.provider.Nearest;

/** Finds what answers a request, once it is known who asks. */
@Singleton
public class Routes {
    private static final Logger LOG = Logger.getLogger(Routes.class);

    private final List<Route> routes;
    private final Doorkeeper doorkeeper;
    private final Turnstile turnstile;

    Routes(@All List<Route> routes, Doorkeeper doorkeeper, Turnstile turnstile) {
        this.routes = routes;
        this.doorkeeper = doorkeeper;
        this.turnstile = turnstile;
    }

    /** Answers every request, one that makes no sense with a problem document; never fails and never blocks. */
    public Uni<Response> answer(Request request) {
        return Uni.createFrom()
                .deferred(() -> {
                    Optional<Route> found = find(request, true);
                    return found.filter(Route::isOpen)
                            .map(open -> open.answer(request, Caller.ANYBODY))
                            .orElseGet(() -> guarded(found, request));
                })
                .onFailure()
                .recoverWithItem(thrown -> told(thrown, request))
                .map(response -> response.with("x-request-id", request.id()));
    }

    /** Who may not ask is not told what there is. */
    private Uni<Response> guarded(Optional<Route> found, Request request) {
        return doorkeeper.admit(request).flatMap(caller -> {
            Route route = found.orElseThrow(() -> unknown(request));
            return turnstile.through(caller, () -> route.answer(request, caller));
        });
    }

    private Optional<Route> find(Request request, boolean withMethod) {
        return routes.stream()
                .filter(route -> matches(route.path(), request.path()))
                .filter(route -> !withMethod || route.method().equals(request.method()))
                .findFirst();
    }

    private static boolean matches(String known, String path) {
        boolean takesMore = known.endsWith("/") && known.length() > 1;
        return takesMore
                ? path.length() > known.length() && path.startsWith(known) && path.indexOf('/', known.length()) < 0
                : path.equals(known);
    }

    private Refused unknown(Request request) {
        if (find(request, false).isEmpty()) {
            List<String> known =
                    routes.stream().map(Route::path).distinct().sorted().toList();
            return Refused.with(
                            404,
                            "Unknown address",
                            "There is nothing at " + request.path() + "." + Nearest.suggestion(request.path(), known),
                            null)
                    .hint("GET /q/openapi says what there is.");
        }
        String allowed = routes.stream()
                .filter(route -> matches(route.path(), request.path()))
                .map(Route::method)
                .sorted()
                .reduce((one, other) -> one + ", " + other)
                .orElseThrow();
        return Refused.with(
                        405,
                        "Wrong method",
                        request.path() + " takes " + allowed + ", not " + request.method() + ".",
                        null)
                .header("allow", allowed);
    }

    private static Response told(Throwable thrown, Request request) {
        Response response = Problem.of(thrown, request);
        if (response.status() == 500) {
            LOG.errorf(thrown, "request %s failed", request.id());
        }
        return response;
    }
}
