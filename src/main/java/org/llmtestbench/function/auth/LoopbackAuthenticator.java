package org.llmtestbench.function.auth;

import io.smallrye.mutiny.Uni;
import org.llmtestbench.function.HttpProblemException;
import org.llmtestbench.function.Principal;
import org.llmtestbench.function.Request;

/**
 * Lets in whoever is on this machine. That includes every page in a browser on it, so what a browser sends for a page is
 * refused: an {@code Origin}, or the page's own name in {@code Host}, which its owner may have pointed at this machine.
 * And it includes every proxy and tunnel, which say for whom they ask.
 */
record LoopbackAuthenticator() implements Authenticator {
    private static final Principal LOCAL = new Principal("local");
    private static final String WAY_OUT = "Without tokens only programs on this machine are answered, at localhost or"
            + " 127.0.0.1. Set LLM_TEST_BENCH_TOKENS_FILE to answer others.";

    @Override
    public Uni<Principal> authenticate(Request request) {
        String host = request.header("host").orElse("").strip();
        if (!Loopback.contains(withoutPort(host))) {
            throw refused("The request is for another host than this machine, by its Host header.");
        }
        if (request.header("origin").isPresent()) {
            throw refused("The request comes from a page in a browser, by its Origin header.");
        }
        if (request.header("forwarded")
                .or(() -> request.header("x-forwarded-for"))
                .isPresent()) {
            throw refused("The request comes from elsewhere, by its Forwarded or X-Forwarded-For header.");
        }
        return Uni.createFrom().item(LOCAL);
    }

    private static HttpProblemException refused(String why) {
        return HttpProblemException.with(403, "Not from this machine", why, null)
                .hint(WAY_OUT);
    }

    private static String withoutPort(String host) {
        return host.replaceFirst(":\\d*$", "").replaceFirst("^\\[(.*)]$", "$1");
    }

    @Override
    public boolean isGuarded() {
        return false;
    }
}
