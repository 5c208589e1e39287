package org.llmtestbench.function;

import io.smallrye.mutiny.Uni;

/** The handler of one method and path. The router serves every CDI bean of this type. */
public interface Route {
    /** The HTTP method, such as {@code POST}. */
    String method();

    /** The path, such as {@code /v1/models}. If it ends with a slash, it also matches one more path segment. */
    String path();

    /** Whether callers need no authentication, for example health probes. */
    default boolean isPublic() {
        return false;
    }

    /** Whether the route is served during shutdown because it starts no new work. */
    default boolean isServedDuringShutdown() {
        return false;
    }

    /**
     * Answers the request on the calling thread without blocking. Cancelling the result cancels the work. Fails with
     * {@link HttpProblemException} or {@code ProviderException}, which become problem documents; any other exception
     * is a bug.
     */
    Uni<Response> answer(Request request, Principal principal);
}
