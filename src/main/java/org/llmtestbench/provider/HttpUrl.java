package org.llmtestbench.provider;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An HTTP or HTTPS base URL, to which paths can be appended. Accepts host names with an underscore, which {@link URI}
 * does not parse as hosts.
 *
 * @param credentials the user and the password before the host; null when the URL has none
 * @param host an IPv6 address is in brackets
 * @param port -1 for the default port of the scheme
 * @param path without a trailing slash
 */
public record HttpUrl(String scheme, BasicCredentials credentials, String host, int port, String path) {
    private static final int MAX_PORT = 65_535;
    private static final Pattern PARTS =
            Pattern.compile("(?<scheme>https?)://(?<authority>[^/?#]*)(?<rest>.*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_.-]*[A-Za-z0-9_-][.]?");
    private static final Pattern BEFORE_AT = Pattern.compile("(?<scheme>\\w+://)?.*@", Pattern.DOTALL);

    /**
     * Parses a URL.
     *
     * @throws IllegalArgumentException when the text is not valid; the message is the reason and never quotes the text
     */
    public static HttpUrl parse(String text) {
        Matcher parts = PARTS.matcher(text.replaceAll("/+$", ""));
        require(parts.matches(), "it must begin with http:// or https:// and name a host");
        String authority = parts.group("authority");
        String rest = parts.group("rest");
        int at = authority.lastIndexOf('@');
        require(
                at >= 0 || rest.indexOf('@') < 0 || isHostWithPort(authority),
                "special characters in the user or the password must be percent-encoded, such as @ as %40");
        String hostAndPort = authority.substring(at + 1);
        int colon = hostAndPort.indexOf(':', hostAndPort.lastIndexOf(']') + 1);
        String host = colon < 0 ? hostAndPort : hostAndPort.substring(0, colon);
        require(!host.isEmpty(), "it has no host");
        require(isHost(host), "its host is not a valid host name or IP address");
        require(!rest.contains("#"), "it contains a fragment (#)");
        require(!rest.contains("?"), "it contains a query; set query parameters of a provider with the key query");
        HttpUrl url = new HttpUrl(
                parts.group("scheme").toLowerCase(Locale.ROOT),
                at > 0 ? BasicCredentials.decode(authority.substring(0, at)) : null,
                host,
                colon < 0 ? -1 : port(hostAndPort.substring(colon + 1)),
                rest);
        require(isUri(url.toString()), "it contains a character that must be percent-encoded, such as a space as %20");
        return url;
    }

    /** Parses a URI that {@link #uri} returned. */
    public static HttpUrl of(URI uri) {
        return parse(uri.toString());
    }

    /** Returns why the text is not a valid URL; empty when it is one. */
    public static Optional<String> problem(String text) {
        try {
            parse(text);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** Returns the text without user, password and query, so that it can be shown; works for invalid URLs too. */
    public static String masked(String text) {
        String shown = text.replaceFirst("\\?.*", "?…");
        try {
            HttpUrl url = parse(shown);
            return url.credentials == null ? shown : shown.replaceFirst("//[^/]*@", "//…@");
        } catch (IllegalArgumentException e) {
            return BEFORE_AT.matcher(text).replaceFirst("${scheme}…@").replaceFirst("\\?.*", "?…");
        }
    }

    /** Returns the URL without user and password. */
    public URI uri() {
        return URI.create(toString());
    }

    /** Returns the port to connect to. */
    public int effectivePort() {
        return port >= 0 ? port : scheme.equals("https") ? 443 : 80;
    }

    /** Returns the host without the brackets of an IPv6 address. */
    public String hostname() {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** Returns the URL without user and password. */
    @Override
    public String toString() {
        return scheme + "://" + host + (port < 0 ? "" : ":" + port) + path;
    }

    /** Parses a port; the message of an {@link IllegalArgumentException} is the reason. */
    public static int port(String text) {
        // a colon without a port is allowed
        if (text.isEmpty()) {
            return -1;
        }
        int port = text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
        require(port >= 1 && port <= MAX_PORT, "a port is a number from 1 to " + MAX_PORT);
        return port;
    }

    private static boolean isHostWithPort(String authority) {
        return !authority.contains(":") || authority.startsWith("[") || authority.matches("[^:]*:\\d*");
    }

    private static boolean isHost(String host) {
        return host.startsWith("[")
                ? isUri("http://" + host)
                : HOST.matcher(host).matches();
    }

    private static boolean isUri(String text) {
        try {
            return new URI(text).getAuthority() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static void require(boolean valid, String reason) {
        if (!valid) {
            throw new IllegalArgumentException(reason);
        }
    }
}
