package org.llmtestbench.function.auth;

import io.smallrye.mutiny.Uni;
import org.llmtestbench.function.HttpProblemException;
import org.llmtestbench.function.Principal;
import org.llmtestbench.function.Request;

/** One way of finding out who asks. */
sealed interface Authenticator
        permits LoopbackAuthenticator, OidcAuthenticator, PlatformAuthenticator, TokenAuthenticator {
    /** Who asks; fails with {@link HttpProblemException} when they may not, or when that can't be found out. Does not block. */
    Uni<Principal> authenticate(Request request);

    /** Whether it keeps strangers out wherever the port can be reached from. */
    default boolean isGuarded() {
        return true;
    }
}
