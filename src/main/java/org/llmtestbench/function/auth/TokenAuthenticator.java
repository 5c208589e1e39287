package org.llmtestbench.function.auth;

import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;
import org.llmtestbench.function.HttpProblemException;
import org.llmtestbench.function.Principal;
import org.llmtestbench.function.Request;

/**
 * Accepts callers with one of the configured tokens.
 *
 * @param tokens supplies the current tokens
 */
record TokenAuthenticator(Supplier<Uni<TokenRegistry>> tokens) implements Authenticator {
    @Override
    public Uni<Principal> authenticate(Request request) {
        String token = BearerTokenExtractor.of(request);
        return tokens.get().map(registry -> registry.caller(token).orElseThrow(TokenAuthenticator::unknownToken));
    }

    private static HttpProblemException unknownToken() {
        return BearerTokenExtractor.invalidToken(
                "The token is not one of the configured tokens.", "Ask the operator of this server for a valid token.");
    }
}
