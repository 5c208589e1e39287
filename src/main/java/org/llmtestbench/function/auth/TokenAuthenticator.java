package org.llmtestbench.function.auth;

import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;
import org.llmtestbench.function.HttpProblemException;
import org.llmtestbench.function.Principal;
import org.llmtestbench.function.Request;

/**
 * Lets in whoever has a token out of a list.
 *
 * @param tokens the list as it is now
 */
record TokenAuthenticator(Supplier<Uni<TokenRegistry>> tokens) implements Authenticator {
    @Override
    public Uni<Principal> authenticate(Request request) {
        String token = BearerTokenExtractor.of(request);
        return tokens.get().map(known -> known.caller(token).orElseThrow(TokenAuthenticator::unknown));
    }

    private static HttpProblemException unknown() {
        return BearerTokenExtractor.wrong(
                "The token is not one of those known here.",
                "Ask whoever runs this for one, or for whether yours was replaced.");
    }
}
