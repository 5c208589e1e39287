package org.llmtestbench.function.auth;

import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;
import org.llmtestbench.function.HttpProblemException;
import org.llmtestbench.function.Principal;
import org.llmtestbench.function.Request;
import org.llmtestbench.provider.Failure;

/** Authenticates the callers of the server as configured. */
public class AuthenticationGate {
    private final AuthenticatorFactory authenticators;
    private final Supplier<AuthConfig> config;
    private boolean offline;
    private Authenticator authenticator;

    AuthenticationGate(AuthenticatorFactory authenticators, Supplier<AuthConfig> config) {
        this.authenticators = authenticators;
        this.config = config;
    }

    /**
     * Must be called before the server binds its port. Fails with {@link Failure#CONFIGURATION} if the settings are
     * invalid, if no authentication is configured, or if other machines could connect without authentication.
     *
     * @param host the address or host name to bind
     * @param simulated whether a simulator replaces all providers
     */
    public void requireSafe(String host, boolean simulated) {
        synchronized (this) {
            offline = simulated;
        }
        if (!authenticator().isGuarded() && !Loopback.contains(host)) {
            throw Failure.CONFIGURATION
                    .because("Without authentication only a loopback address such as 127.0.0.1 can be bound, not "
                            + host + ".")
                    .hint(AuthenticatorFactory.WAYS_TO_AUTHENTICATE);
        }
    }

    /**
     * The caller; fails with {@link HttpProblemException} (401 or 403, or 503 if the check is not possible). Does not
     * block.
     */
    public Uni<Principal> authenticate(Request request) {
        return Uni.createFrom().deferred(() -> authenticator().authenticate(request));
    }

    private synchronized Authenticator authenticator() {
        if (authenticator == null) {
            authenticator = authenticators.of(config.get(), offline);
        }
        return authenticator;
    }
}
