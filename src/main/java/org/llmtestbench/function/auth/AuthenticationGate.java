package org.llmtestbench.function.auth;

import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;
import org.llmtestbench.function.HttpProblemException;
import org.llmtestbench.function.Principal;
import org.llmtestbench.function.Request;
import org.llmtestbench.provider.Failure;

/** Knows who may ask. */
public class AuthenticationGate {
    private final AuthenticatorFactory authenticators;
    private final Supplier<AuthConfig> access;
    private boolean offline;
    private Authenticator authenticator;

    AuthenticationGate(AuthenticatorFactory authenticators, Supplier<AuthConfig> access) {
        this.authenticators = authenticators;
        this.access = access;
    }

    /**
     * To be asked before anything listens. Fails with {@link Failure#CONFIGURATION} when the configuration can't be used,
     * when nothing says how callers are authenticated, or when nothing would keep other machines out.
     *
     * @param host what is to be bound: an address or a name
     * @param simulated whether a simulator answers for all providers
     */
    public void requireSafe(String host, boolean simulated) {
        synchronized (this) {
            offline = simulated;
        }
        if (!door().isGuarded() && !Loopback.contains(host)) {
            throw Failure.CONFIGURATION
                    .because("Without authentication only a loopback address such as 127.0.0.1 can be bound, not "
                            + host + ".")
                    .hint(AuthenticatorFactory.WAYS_TO_AUTHENTICATE);
        }
    }

    /** Who asks; fails with {@link HttpProblemException} (401, 403, or 503 where that can't be found out). Does not block. */
    public Uni<Principal> authenticate(Request request) {
        return Uni.createFrom().deferred(() -> door().authenticate(request));
    }

    private synchronized Authenticator door() {
        if (authenticator == null) {
            authenticator = authenticators.of(access.get(), offline);
        }
        return authenticator;
    }
}
