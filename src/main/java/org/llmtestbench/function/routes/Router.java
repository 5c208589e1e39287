package org.llmtestbench.function.routes;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.llmtestbench.function.HttpProblemException;
import org.llmtestbench.function.Principal;
import org.llmtestbench.function.ProblemDetails;
import org.llmtestbench.function.Request;
import org.llmtestbench.function.Response;
import org.llmtestbench.function.Route;
import org.llmtestbench.function.ShutdownCoordinator;
import org.llmtestbench.function.auth.AuthenticationGate;
import org.llmtestbench.function.limits.CallerConcurrencyLimiter;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.Suggestions;

/** Finds what answers a request, once it is known who asks. */
@Singleton
public class Router {
    private static final Logger LOG = Logger.getLogger(Router.class);

    private final List<Route> routes;
    private final AuthenticationGate authenticationGate;
    private final CallerConcurrencyLimiter turnstile;
    private final ShutdownCoordinator shutdown;
    private final AccessLog log;

    Router(
            @All List<Route> routes,
            AuthenticationGate authenticationGate,
            CallerConcurrencyLimiter turnstile,
            ShutdownCoordinator shutdown,
            AccessLog log) {
        this.routes = routes;
        this.authenticationGate = authenticationGate;
        this.turnstile = turnstile;
        this.shutdown = shutdown;
        this.log = log;
    }

    /** Answers every request, one that makes no sense with a problem document; never fails and never blocks. */
    public Uni<Response> answer(Request request) {
        Optional<Route> found = find(request, true);
        boolean open = found.filter(Route::isPublic).isPresent();
        Uni<Response> answer = Uni.createFrom()
                .deferred(() -> open ? found.get().answer(request, Principal.ANYBODY) : guarded(found, request))
                .onFailure()
                .recoverWithItem(thrown -> told(thrown, request))
                .map(response -> response.with("x-request-id", request.id()));
        return log.of(request, open, answer);
    }

    /** The answer to a request that could not be read to its end, and so reaches no route. */
    public Response.Whole unread(String id, String method, String path, int status, String title, String detail) {
        Request request = new Request(id, method, String.valueOf(path), Map.of(), Map.of(), new byte[0]);
        log.write(request, false, System.nanoTime(), status, null);
        return ProblemDetails.of(HttpProblemException.with(status, title, detail, null), request)
                .with("x-request-id", id);
    }

    /** Who may not ask is not told what there is. */
    private Uni<Response> guarded(Optional<Route> found, Request request) {
        if (shutdown.isEnding() && found.filter(Route::isServedDuringShutdown).isEmpty()) {
            throw HttpProblemException.with(503, "Unavailable", "This server is shutting down.", Failure.UNAVAILABLE)
                    .hint("Send the request again; it will reach another one, or this one when it is back.")
                    .header("retry-after", "1");
        }
        return authenticationGate.authenticate(request).flatMap(caller -> {
            request.logContext().caller(caller);
            Route route = found.orElseThrow(() -> unknown(request));
            return turnstile.through(caller, request.lifetime(), () -> route.answer(request, caller));
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

    private HttpProblemException unknown(Request request) {
        if (find(request, false).isEmpty()) {
            List<String> known =
                    routes.stream().map(Route::path).distinct().sorted().toList();
            return HttpProblemException.with(
                            404,
                            "Unknown address",
                            "There is nothing at " + request.path() + "."
                                    + Suggestions.suggestion(request.path(), known),
                            null)
                    .hint("GET /q/openapi says what there is.");
        }
        String allowed = routes.stream()
                .filter(route -> matches(route.path(), request.path()))
                .map(Route::method)
                .sorted()
                .reduce((one, other) -> one + ", " + other)
                .orElseThrow();
        return HttpProblemException.with(
                        405,
                        "Wrong method",
                        request.path() + " takes " + allowed + ", not " + request.method() + ".",
                        null)
                .header("allow", allowed);
    }

    private static Response told(Throwable thrown, Request request) {
        Response response = ProblemDetails.of(thrown, request);
        ProblemDetails.failure(thrown).ifPresent(request.logContext()::failure);
        if (response.status() == 500 && request.logContext().failure().isEmpty()) {
            LOG.errorf(thrown, "request %s failed", request.id());
        }
        return response;
    }
}
