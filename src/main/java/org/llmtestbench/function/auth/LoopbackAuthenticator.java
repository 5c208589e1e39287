package org.llmtestbench.function.auth;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Locale;
import org.llmtestbench.function.HttpProblemException;
import org.llmtestbench.function.Principal;
import org.llmtestbench.function.Request;

/**
 * Accepts all callers on this machine. Pages in a browser on this machine could call the server too, so requests with
 * an {@code Origin} header, or with another name in {@code Host} (DNS rebinding), are refused. Requests that a proxy or
 * a tunnel forwards are refused if a header says so.
 */
record LoopbackAuthenticator() implements Authenticator {
    /** Headers that proxies, tunnels and load balancers add to what they send on. */
    private static final List<String> PROXY_HEADERS = List.of(
            "Forwarded",
            "X-Forwarded-For",
            "X-Forwarded-Host",
            "X-Forwarded-Proto",
            "X-Forwarded-Port",
            "X-Forwarded-Server",
            "Via",
            "X-Real-IP",
            "X-Client-IP",
            "X-Cluster-Client-IP",
            "X-Original-Forwarded-For",
            "X-Envoy-External-Address",
            "CF-Connecting-IP",
            "True-Client-IP",
            "Fastly-Client-IP",
            "Fly-Client-IP");

    private static final Principal LOCAL = new Principal("local");
    private static final String HINT = "Without tokens, the server answers only programs on this machine, at localhost"
            + " or 127.0.0.1. Set LLM_TEST_BENCH_TOKENS_FILE to answer others.";

    @Override
    public Uni<Principal> authenticate(Request request) {
        String host = request.header("host").orElse("").strip();
        if (!Loopback.contains(withoutPort(host))) {
            throw refused("The Host header does not name this machine.");
        }
        if (request.header("origin").isPresent()) {
            throw refused("The request has an Origin header, so it comes from a page in a browser.");
        }
        PROXY_HEADERS.stream()
                .filter(name -> request.header(name.toLowerCase(Locale.ROOT)).isPresent())
                .findFirst()
                .ifPresent(name -> {
                    throw refused("The request was sent on by a proxy, because it has the header " + name + ".");
                });
        return Uni.createFrom().item(LOCAL);
    }

    private static HttpProblemException refused(String why) {
        return HttpProblemException.with(403, "Not from this machine", why, null)
                .hint(HINT);
    }

    private static String withoutPort(String host) {
        return host.replaceFirst(":\\d*$", "").replaceFirst("^\\[(.*)]$", "$1");
    }

    @Override
    public boolean isGuarded() {
        return false;
    }
}
