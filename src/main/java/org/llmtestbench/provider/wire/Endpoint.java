package org.llmtestbench.provider.wire;

import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderSettings;
import org.llmtestbench.provider.Version;

/** Where requests of one provider go, with its own key, headers and connections. */
public final class Endpoint {
    private static final int IDLE_SECONDS = 90;
    private static final int NO_LIMIT = 10_000;

    private final ProviderSettings settings;
    private final ApiKey key;
    private final Function<String, Map<String, String>> credentials;
    private final Route route;
    private final Gate gate;

    Endpoint(
            ProviderSettings settings,
            ApiKey key,
            Route route,
            EndpointLimiter limiter,
            Function<String, Map<String, String>> credentials) {
        this.settings = settings;
        this.key = key.hiding(route.secrets());
        this.route = route;
        this.credentials = credentials;
        this.gate = new Gate(settings.limits(), limiter);
        settings.headers().forEach(this::requireSendable);
    }

    /**
     * The endpoint with the key and the proxy that are set for it.
     *
     * @param keys where its key is looked up
     * @param environment where proxies are
     * @param limiters know the calls that other settings make to it
     * @param credentials the dialect's own headers, with this key among them; it is null when none is sent
     */
    public static Endpoint of(
            ProviderSettings settings,
            UnaryOperator<String> keys,
            UnaryOperator<String> environment,
            EndpointLimiters limiters,
            Function<String, Map<String, String>> credentials) {
        ApiKey key = ApiKey.of(settings, keys);
        return new Endpoint(settings, key, Route.of(settings, environment), limiters.of(settings), credentials);
    }

    /** The settings it was made from. */
    public ProviderSettings settings() {
        return settings;
    }

    /** Its key. */
    public ApiKey key() {
        return key;
    }

    /** All headers of a request; configured ones win. Fails with {@link Failure#AUTHENTICATION} without a key. */
    public Map<String, String> headers() {
        return headers(key.isWanted() ? key.value() : null);
    }

    /** The same with something else in the place of the key. */
    Map<String, String> headers(String inPlaceOfKey) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("user-agent", "llm-test-bench/" + Version.NUMBER);
        headers.putAll(credentials.apply(inPlaceOfKey));
        headers.putAll(settings.headers());
        return headers;
    }

    /** The address of a path below the base URL, with the configured query parameters. */
    public URI uri(String path) {
        return withQuery(URI.create(settings.baseUrl() + "/" + path));
    }

    /** The same address with the configured query parameters. */
    public URI withQuery(URI uri) {
        String query = settings.query().entrySet().stream()
                .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? uri : URI.create(uri + (uri.getRawQuery() == null ? "?" : "&") + query);
    }

    /** How it is reached. */
    Route route() {
        return route;
    }

    /** What every attempt passes. */
    Gate gate() {
        return gate;
    }

    /** How its connections are made: pooled, HTTP/2 where TLS offers it, certificates always verified. */
    public HttpClientOptions httpOptions() {
        boolean tls = "https".equals(settings.baseUrl().getScheme());
        return route.applied(new HttpClientOptions()
                .setConnectTimeout((int) settings.timeouts().connect().toMillis())
                .setSslHandshakeTimeout(settings.timeouts().connect().toSeconds() + 1)
                .setKeepAliveTimeout(IDLE_SECONDS)
                .setHttp2KeepAliveTimeout(IDLE_SECONDS)
                .setMaxPoolSize(NO_LIMIT)
                .setProtocolVersion(tls ? HttpVersion.HTTP_2 : HttpVersion.HTTP_1_1)
                .setUseAlpn(tls)
                .setVerifyHost(true)
                .setTrustAll(false)
                .setDecompressionSupported(true)
                .setMaxHeaderSize(64 << 10)
                .setTcpNoDelay(true));
    }

    private void requireSendable(String name, String value) {
        if (!name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+") || !value.matches("[\\t\\x20-\\x7E\\x80-\\xFF]*")) {
            throw Failure.CONFIGURATION
                    .because("providers." + settings.name() + ".headers: '" + name + "' can't be sent as a header.")
                    .hint("Names are letters, digits and dashes; values hold no line breaks.");
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
