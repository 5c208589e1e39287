package org.llmtestbench.provider.client;

import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;

/**
 * What stands between us and a server; never prints its user and password.
 *
 * @param variable the environment variable that names it
 * @param user null when it wants none; then there is no password either
 */
record Proxy(String variable, ProxyType type, String host, int port, String user, String password) {
    private static final Pattern STATUS = Pattern.compile("status: (\\d{3})");

    ProxyOptions options() {
        return new ProxyOptions()
                .setType(type)
                .setHost(host)
                .setPort(port)
                .setUsername(user)
                .setPassword(password);
    }

    List<String> secrets() {
        String both = user + ":" + password;
        return user == null
                ? List.of()
                : List.of(Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)), password);
    }

    /**
     * What it means when the proxy itself opens no way to {@code server}.
     *
     * @param reason Netty's words, which hold an HTTP proxy's status
     */
    ProviderException closed(String server, String reason) {
        Matcher found = STATUS.matcher(reason);
        int status = found.find() ? Integer.parseInt(found.group(1)) : 0;
        if (status == 407) {
            return unauthorized();
        }
        String answered = status == 0 ? "" : " (HTTP " + status + ")";
        if (status >= 400 && status < 500) {
            return Failure.UNREACHABLE
                    .because(this + " does not let us through to " + server + answered + ".")
                    .hint("Ask who runs the proxy, or except the host with NO_PROXY.")
                    .retryable(false);
        }
        return Failure.UNREACHABLE
                .because(this + " made no connection to " + server + answered + ".")
                .hint("Check base_url, and the proxy in " + variable + ".");
    }

    /** The proxy wants a user and a password, or others. */
    ProviderException unauthorized() {
        String message = user == null ? " wants a user and a password" : " refused the user or the password";
        return Failure.UNREACHABLE
                .because(this + message + " (HTTP 407).")
                .hint("Correct " + variable + ": http://user:password@" + host + ":" + port
                        + ", with special characters as %40 and so on.")
                .retryable(false);
    }

    @Override
    public String toString() {
        return "proxy " + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
