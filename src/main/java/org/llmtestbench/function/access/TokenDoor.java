package org.llmtestbench.function.access;

import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;
import org.llmtestbench.function.Caller;
import org.llmtestbench.function.Refused;
import org.llmtestbench.function.Request;

/**
 * Lets in whoever has a token out of a list.
 *
 * @param tokens the list as it is now
 */
record TokenDoor(Supplier<Uni<Tokens>> tokens) implements Door {
    @Override
    public Uni<Caller> admit(Request request) {
        String token = Bearer.of(request);
        return tokens.get().map(known -> known.caller(token).orElseThrow(TokenDoor::unknown));
    }

    private static Refused unknown() {
        return Bearer.wrong(
                "The token is not one of those known here.",
                "Ask whoever runs this for one, or for whether yours was replaced.");
    }
}
