package org.llmtestbench.provider;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address that paths can be added to, with host names as networks use them: {@link URI} refuses those with an
 * underscore.
 *
 * @param credentials the user and the password before the host; null when the address holds none
 * @param host an IPv6 address is in brackets
 * @param port -1 for the usual port of the scheme
 * @param path without a slash at its end
 */
public record HttpUrl(String scheme, BasicCredentials credentials, String host, int port, String path) {
    private static final int LARGEST_PORT = 65_535;
    private static final Pattern PARTS =
            Pattern.compile("(?<scheme>https?)://(?<authority>[^/?#]*)(?<rest>.*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_.-]*[A-Za-z0-9_-][.]?");
    private static final Pattern HIDDEN = Pattern.compile("(?<scheme>\\w+://)?.*@", Pattern.DOTALL);

    /** Reads an address; the message of an {@link IllegalArgumentException} is the reason, and never quotes the text. */
    public static HttpUrl parse(String text) {
        Matcher parts = PARTS.matcher(text.replaceAll("/+$", ""));
        require(parts.matches(), "it must begin with http:// or https:// and name a host");
        String authority = parts.group("authority");
        String rest = parts.group("rest");
        int at = authority.lastIndexOf('@');
        require(
                at >= 0 || rest.indexOf('@') < 0 || isHostWithPort(authority),
                "special characters of a user or a password are written as %40 and so on");
        String server = authority.substring(at + 1);
        int colon = server.indexOf(':', server.lastIndexOf(']') + 1);
        String host = colon < 0 ? server : server.substring(0, colon);
        require(!host.isEmpty(), "it names no host");
        require(isHost(host), "its host is neither a name nor an address");
        require(!rest.contains("#"), "it holds a fragment (#)");
        require(!rest.contains("?"), "it holds a query; the key query takes the parameters of a provider");
        HttpUrl url = new HttpUrl(
                parts.group("scheme").toLowerCase(Locale.ROOT),
                at > 0 ? BasicCredentials.decode(authority.substring(0, at)) : null,
                host,
                colon < 0 ? -1 : port(server.substring(colon + 1)),
                rest);
        require(isUri(url.toString()), "it holds a character that is written as %20 and so on");
        return url;
    }

    /** The parts of an address that was parsed before. */
    public static HttpUrl of(URI uri) {
        return parse(uri.toString());
    }

    /** Why a text is not such an address; empty when it is one. */
    public static Optional<String> problem(String text) {
        try {
            parse(text);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** The text as it may be shown: without user, password and query, also where it is not a valid address. */
    public static String masked(String text) {
        String shown = text.replaceFirst("\\?.*", "?…");
        try {
            HttpUrl url = parse(shown);
            return url.credentials == null ? shown : shown.replaceFirst("//[^/]*@", "//…@");
        } catch (IllegalArgumentException e) {
            return HIDDEN.matcher(text).replaceFirst("${scheme}…@").replaceFirst("\\?.*", "?…");
        }
    }

    /** The address without user and password. */
    public URI uri() {
        return URI.create(toString());
    }

    /** The port that a connection is made to. */
    public int effectivePort() {
        return port >= 0 ? port : scheme.equals("https") ? 443 : 80;
    }

    /** The host without the brackets of an IPv6 address. */
    public String hostname() {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** The address without user and password. */
    @Override
    public String toString() {
        return scheme + "://" + host + (port < 0 ? "" : ":" + port) + path;
    }

    /** Reads a port; the message of an {@link IllegalArgumentException} is the reason. */
    public static int port(String text) {
        // a colon without a port is allowed
        if (text.isEmpty()) {
            return -1;
        }
        int port = text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
        require(port >= 1 && port <= LARGEST_PORT, "a port is a number from 1 to " + LARGEST_PORT);
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
