package org.llmtestbench.provider.client;

import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.llmtestbench.provider.BasicCredentials;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.InvalidSettingException;
import org.llmtestbench.provider.ProviderSettings;
import org.llmtestbench.provider.SettingsLoader;
import org.llmtestbench.provider.Version;

/** Where requests of one provider go, with its own key, headers and connections. */
public final class Endpoint {
    private static final String AUTHORIZATION = "authorization";
    private static final int IDLE_SECONDS = 90;
    private static final int NO_LIMIT = 10_000;

    /** How many HTTP/2 streams share a connection; most servers allow as many. */
    private static final int STREAMS = 100;

    private static final int STREAM_WINDOW = Http2Settings.DEFAULT_INITIAL_WINDOW_SIZE;

    private final ProviderSettings settings;
    private final ApiKey key;
    private final Function<String, Map<String, String>> credentials;
    private final NetworkRoute route;
    private final CallLimiter gate;

    Endpoint(
            ProviderSettings settings,
            ApiKey key,
            NetworkRoute route,
            EndpointLimiter limiter,
            Function<String, Map<String, String>> credentials) {
        this.settings = settings;
        this.key = key.hiding(secrets(settings, route));
        this.route = route;
        this.credentials = credentials;
        this.gate = new CallLimiter(settings.limits(), limiter);
        settings.headers().forEach(Endpoint::requireSendable);
        requireSendable("organization", settings.organization() == null ? "" : settings.organization(), "organization");
        requireSendable("project", settings.project() == null ? "" : settings.project(), "project");
        requireOneAuthorization();
    }

    private static List<String> secrets(ProviderSettings settings, NetworkRoute route) {
        List<String> secrets = new ArrayList<>(route.secrets());
        if (settings.credentials() != null) {
            secrets.addAll(settings.credentials().secrets());
        }
        return secrets;
    }

    /** One request has one header Authorization: neither of two values is dropped without a word. */
    private void requireOneAuthorization() {
        if (settings.credentials() == null) {
            return;
        }
        String both = "the user and the password in the address, and %s, need the same header, Authorization.";
        if (settings.headers().keySet().stream().anyMatch(AUTHORIZATION::equalsIgnoreCase)) {
            throw new InvalidSettingException(
                    "base_url", both.formatted("the header Authorization in headers"), "Remove one of the two.");
        }
        boolean inHeader = credentials.apply("key").keySet().stream().anyMatch(AUTHORIZATION::equalsIgnoreCase);
        if (key.isWanted() && inHeader) {
            throw new InvalidSettingException(
                    "base_url",
                    both.formatted("the key in " + settings.apiKeyEnv()),
                    "Set api_key_env to \"\" to send the user and the password, or remove them from base_url.");
        }
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
            EndpointLimiterRegistry limiters,
            Function<String, Map<String, String>> credentials) {
        ApiKey key = ApiKey.of(settings, keys);
        return new Endpoint(settings, key, NetworkRoute.of(settings, environment), limiters.of(settings), credentials);
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
        return headers(key.isWanted() ? key.value() : null, BasicCredentials::header);
    }

    /** The same with something else in the place of the key, and of the user and the password. */
    Map<String, String> headers(String inPlaceOfKey, Function<BasicCredentials, String> basic) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("user-agent", "llm-test-bench/" + Version.NUMBER);
        if (settings.credentials() != null) {
            headers.put(AUTHORIZATION, basic.apply(settings.credentials()));
        }
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
    NetworkRoute route() {
        return route;
    }

    /** What every attempt passes. */
    CallLimiter gate() {
        return gate;
    }

    /**
     * How its connections are made: pooled, HTTP/2 where TLS offers it, certificates always verified. The window of an
     * HTTP/2 connection has room for all its streams, so that one that is not read does not stop the others.
     */
    public HttpClientOptions httpOptions() {
        boolean tls = settings.usesTls();
        return route.applied(new HttpClientOptions()
                .setConnectTimeout((int) settings.timeouts().connect().toMillis())
                .setSslHandshakeTimeout(settings.timeouts().connect().toSeconds() + 1)
                .setKeepAliveTimeout(IDLE_SECONDS)
                .setHttp2KeepAliveTimeout(IDLE_SECONDS)
                .setMaxPoolSize(NO_LIMIT)
                .setHttp2MaxPoolSize(NO_LIMIT)
                .setHttp2MultiplexingLimit(STREAMS)
                .setHttp2ConnectionWindowSize(STREAMS * STREAM_WINDOW)
                .setProtocolVersion(tls ? HttpVersion.HTTP_2 : HttpVersion.HTTP_1_1)
                .setUseAlpn(tls)
                .setVerifyHost(true)
                .setTrustAll(false)
                .setDecompressionSupported(true)
                .setMaxHeaderSize(64 << 10)
                .setTcpNoDelay(true));
    }

    private static void requireSendable(String name, String value) {
        requireSendable("headers." + SettingsLoader.segment(name), value, name);
    }

    private static void requireSendable(String key, String value, String header) {
        if (!header.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+") || !value.matches("[\\t\\x20-\\x7E\\x80-\\xFF]*")) {
            throw new InvalidSettingException(
                    key,
                    "it can't be sent as a header.",
                    "Names are letters, digits and dashes; values hold no line breaks.");
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
