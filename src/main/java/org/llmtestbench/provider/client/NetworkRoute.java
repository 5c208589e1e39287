package org.llmtestbench.provider.client;

import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.TrustOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.llmtestbench.provider.ProviderSettings;

/**
 * How an endpoint is reached.
 *
 * @param proxy what stands in between; null for nothing
 * @param trust who may sign the server's certificate; null for whom the JVM trusts
 */
record NetworkRoute(Proxy proxy, TrustOptions trust) {
    static NetworkRoute of(ProviderSettings settings, UnaryOperator<String> environment) {
        Optional<Proxy> proxy =
                settings.useProxy() ? ProxyEnvironment.between(settings.baseUrl(), environment) : Optional.empty();
        return new NetworkRoute(proxy.orElse(null), TrustStoreLoader.of(settings));
    }

    HttpClientOptions applied(HttpClientOptions options) {
        if (proxy != null) {
            options.setProxyOptions(proxy.options().setConnectTimeout(Duration.ofMillis(options.getConnectTimeout())));
        }
        return trust == null ? options : options.setTrustOptions(trust);
    }

    Optional<Proxy> through() {
        return Optional.ofNullable(proxy);
    }

    /** Whom the first connection is made to. */
    String firstStop(URI server) {
        return proxy == null ? server.getAuthority() : proxy.toString();
    }

    /** What to look at when there is no getting through. */
    String advice(URI server) {
        String inBetween = proxy == null ? "" : "the proxy in " + proxy.variable() + ", ";
        return "Check the network, " + inBetween + "and base_url: " + server + ".";
    }

    /** What must not be seen. */
    List<String> secrets() {
        return proxy == null ? List.of() : proxy.secrets();
    }
}
