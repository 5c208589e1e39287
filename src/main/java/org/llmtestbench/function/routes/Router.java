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

/** Authenticates the caller of each request, then passes the request to its route. */
@Singleton
public class Router {
    private static final Logger LOG = Logger.getLogger(Router.class);

    private final List<Route> routes;
    private final AuthenticationGate authenticationGate;
    private final CallerConcurrencyLimiter concurrencyLimiter;
    private final ShutdownCoordinator shutdown;
    private final AccessLog log;

    Router(
            @All List<Route> routes,
            AuthenticationGate authenticationGate,
            CallerConcurrencyLimiter concurrencyLimiter,
            ShutdownCoordinator shutdown,
            AccessLog log) {
        this.routes = routes;
        this.authenticationGate = authenticationGate;
        this.concurrencyLimiter = concurrencyLimiter;
        this.shutdown = shutdown;
        this.log = log;
    }

    /** The response to a request; a problem document if the request fails. Never fails and never blocks. */
    public Uni<Response> answer(Request request) {
        Optional<Route> found = find(request, true);
        boolean open = found.filter(Route::isPublic).isPresent();
        Uni<Response> answer = Uni.createFrom()
                .deferred(() -> open ? found.get().answer(request, Principal.ANONYMOUS) : guarded(found, request))
                .onFailure()
                .recoverWithItem(thrown -> problem(thrown, request))
                .map(response -> response.with("x-request-id", request.id()));
        return log.of(request, open, answer);
    }

    /** The response to a request that is rejected before it is routed, because it could not be read. */
    public Response.Whole reject(String id, String method, String path, int status, String title, String detail) {
        Request request = new Request(id, method, String.valueOf(path), Map.of(), Map.of(), new byte[0]);
        log.write(request, false, System.nanoTime(), status, null);
        return ProblemDetails.of(HttpProblemException.with(status, title, detail, null), request)
                .with("x-request-id", id);
    }

    /** Authenticates before it reports an unknown path, so that other callers can't find out which paths exist. */
    private Uni<Response> guarded(Optional<Route> found, Request request) {
        if (shutdown.isShuttingDown()
                && found.filter(Route::isServedDuringShutdown).isEmpty()) {
            throw HttpProblemException.with(503, "Unavailable", "This server is shutting down.", Failure.UNAVAILABLE)
                    .hint("Send the request again; another server, or this one after its restart, will answer it.")
                    .header("retry-after", "1");
        }
        return authenticationGate.authenticate(request).flatMap(caller -> {
            request.logContext().caller(caller);
            Route route = found.orElseThrow(() -> unknown(request));
            return concurrencyLimiter.withPermit(caller, request.lifetime(), () -> route.answer(request, caller));
        });
    }

    private Optional<Route> find(Request request, boolean withMethod) {
        return routes.stream()
                .filter(route -> matches(route.path(), request.path()))
                .filter(route -> !withMethod || route.method().equals(request.method()))
                .findFirst();
    }

    private static boolean matches(String known, String path) {
        boolean isPrefix = known.endsWith("/") && known.length() > 1;
        return isPrefix
                ? path.length() > known.length() && path.startsWith(known) && path.indexOf('/', known.length()) < 0
                : path.equals(known);
    }

    private HttpProblemException unknown(Request request) {
        if (find(request, false).isEmpty()) {
            List<String> known =
                    routes.stream().map(Route::path).distinct().sorted().toList();
            return HttpProblemException.with(
                            404,
                            "Unknown path",
                            "The path " + request.path() + " does not exist."
                                    + Suggestions.suggestion(request.path(), known),
                            null)
                    .hint("GET /q/openapi lists all paths.");
        }
        String allowedMethods = routes.stream()
                .filter(route -> matches(route.path(), request.path()))
                .map(Route::method)
                .sorted()
                .reduce((first, second) -> first + ", " + second)
                .orElseThrow();
        return HttpProblemException.with(
                        405,
                        "Wrong method",
                        request.path() + " accepts " + allowedMethods + ", not " + request.method() + ".",
                        null)
                .header("allow", allowedMethods);
    }

    private static Response problem(Throwable thrown, Request request) {
        Response response = ProblemDetails.of(thrown, request);
        ProblemDetails.failure(thrown).ifPresent(request.logContext()::failure);
        if (response.status() == 500 && request.logContext().failure().isEmpty()) {
            LOG.errorf(thrown, "request %s failed", request.id());
        }
        return response;
    }
}
