package org.llmtestbench.function;

import io.smallrye.mutiny.Uni;

/** What answers at one address. Every bean of this kind is served. */
public interface Route {
    /** Such as {@code POST}. */
    String method();

    /** Such as {@code /v1/models}; one that ends in a slash also takes what comes after it, up to the next slash. */
    String path();

    /** Whether it asks nobody who they are: true for what a probe calls. */
    default boolean isPublic() {
        return false;
    }

    /** Whether it answers even when nothing new is to be begun, because it begins nothing. */
    default boolean isServedDuringShutdown() {
        return false;
    }

    /**
     * Answers without blocking, on whichever thread it is called; cancelling gives up what is under way. Fails with a
     * {@link HttpProblemException} or with a {@code ProviderException}, which become problem documents; anything else is a bug.
     */
    Uni<Response> answer(Request request, Principal principal);
}
