package org.llmtestbench.provider.client;

import io.vertx.core.net.ProxyType;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.HttpUrl;
import org.llmtestbench.provider.ProviderException;

/** The environment's word on proxies, as most programs read it; lower case wins, and an empty variable is none. */
final class ProxyEnvironment {
    private static final Pattern ADDRESS =
            Pattern.compile("(?:(\\w+)://)?(?:(.*)@)?(\\[[\\p{XDigit}:.]+]|[\\w.-]+)(?::([\\w.+-]*))?/?");
    private static final Map<String, ProxyType> TYPES =
            Map.of("http", ProxyType.HTTP, "socks5", ProxyType.SOCKS5, "socks5h", ProxyType.SOCKS5);

    private final UnaryOperator<String> environment;

    private ProxyEnvironment(UnaryOperator<String> environment) {
        this.environment = environment;
    }

    /** What stands between us and {@code server}; fails with {@link Failure#CONFIGURATION} when it can't be read. */
    static Optional<Proxy> between(URI server, UnaryOperator<String> environment) {
        ProxyEnvironment variables = new ProxyEnvironment(environment);
        String exceptions =
                variables.set("no_proxy", "NO_PROXY").map(variables::value).orElse("");
        return new NoProxy(exceptions).covers(server)
                ? Optional.empty()
                : variables.set(names(server, environment)).map(variables::proxy);
    }

    /** In a CGI program {@code HTTP_PROXY} is the header {@code Proxy} of whoever called it. */
    private static String[] names(URI server, UnaryOperator<String> environment) {
        if ("https".equals(server.getScheme())) {
            return new String[] {"https_proxy", "HTTPS_PROXY"};
        }
        boolean cgi = environment.apply("REQUEST_METHOD") != null;
        return cgi ? new String[] {"http_proxy"} : new String[] {"http_proxy", "HTTP_PROXY"};
    }

    private Optional<String> set(String... names) {
        return Stream.of(names).filter(name -> !value(name).isEmpty()).findFirst();
    }

    private String value(String name) {
        String value = environment.apply(name);
        return value == null ? "" : value.strip();
    }

    private Proxy proxy(String variable) {
        Matcher parts = ADDRESS.matcher(value(variable));
        if (!parts.matches()) {
            throw refusal(variable, "");
        }
        int port;
        try {
            port = parts.group(4) == null ? -1 : HttpUrl.port(parts.group(4));
        } catch (IllegalArgumentException e) {
            throw refusal(variable, ": " + e.getMessage());
        }
        try {
            return read(variable, parts, port);
        } catch (IllegalArgumentException | IllegalStateException unreadable) {
            // its text may hold a password, so neither it nor the cause is shown
            throw refusal(variable, "");
        }
    }

    private static ProviderException refusal(String variable, String reason) {
        return Failure.CONFIGURATION
                .because("The environment variable " + variable + " is not the address of a proxy" + reason + ".")
                .hint("Write http://host:port, http://user:password@host:port or socks5://host:port,"
                        + " with special characters as %40 and so on.");
    }

    /** @param given -1 for the usual port */
    private static Proxy read(String variable, Matcher parts, int given) {
        String scheme = parts.group(1) == null ? "http" : parts.group(1).toLowerCase(Locale.ROOT);
        ProxyType type = Optional.ofNullable(TYPES.get(scheme)).orElseThrow(IllegalArgumentException::new);
        int usual = type == ProxyType.HTTP ? 80 : 1080;
        int port = given < 0 ? usual : given;
        String host = parts.group(3).replaceAll("[\\[\\]]", "");
        String login = parts.group(2);
        if (login == null || login.isEmpty()) {
            return new Proxy(variable, type, host, port, null, null);
        }
        int colon = login.indexOf(':');
        String user = colon < 0 ? login : login.substring(0, colon);
        String password = colon < 0 ? "" : login.substring(colon + 1);
        return new Proxy(variable, type, host, port, decoded(user), decoded(password));
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
