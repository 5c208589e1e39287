package org.llmtestbench.function.auth;

import io.smallrye.mutiny.Uni;
import org.llmtestbench.function.Principal;
import org.llmtestbench.function.Request;

/** Accepts all requests, because a front end has already authenticated the caller. */
record PlatformAuthenticator() implements Authenticator {
    private static final Principal PLATFORM = new Principal("platform");

    @Override
    public Uni<Principal> authenticate(Request request) {
        return Uni.createFrom().item(PLATFORM);
    }
}
