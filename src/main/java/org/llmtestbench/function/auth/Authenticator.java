package org.llmtestbench.function.auth;

import io.smallrye.mutiny.Uni;
import org.llmtestbench.function.HttpProblemException;
import org.llmtestbench.function.Principal;
import org.llmtestbench.function.Request;

/** One kind of authentication. */
sealed interface Authenticator
        permits LoopbackAuthenticator, OidcAuthenticator, PlatformAuthenticator, TokenAuthenticator {
    /** The caller; fails with {@link HttpProblemException} if it is not known or can't be checked. Does not block. */
    Uni<Principal> authenticate(Request request);

    /** Whether the port may be reachable from other machines. */
    default boolean isGuarded() {
        return true;
    }
}
