package org.llmtestbench.telemetry;

import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import org.llmtestbench.provider.HttpUrl;

/** The address of a collector as Java's HTTP client takes it: that client refuses host names with an underscore. */
final class OtlpEndpoint {
    /** A name that no resolver knows (RFC 6761). */
    private static final String UNRESOLVED = "unresolved.invalid";

    private OtlpEndpoint() {}

    /**
     * The value for the SDK.
     *
     * @param property such as {@code otel.exporter.otlp.endpoint}
     * @throws ConfigurationException with the reason, which never quotes the address, when it is not valid
     */
    static String usable(String property, String address) {
        String problem = HttpUrl.problem(address).orElse(null);
        if (problem != null) {
            throw new ConfigurationException(
                    property.replace('.', '_').toUpperCase(Locale.ROOT) + ": " + problem + ".");
        }
        HttpUrl url = HttpUrl.parse(address);
        return url.host().contains("_")
                ? new HttpUrl(url.scheme(), null, numeric(url.host()), url.port(), url.path()).toString()
                : address;
    }

    private static String numeric(String host) {
        try {
            String address = InetAddress.getByName(host).getHostAddress();
            return address.contains(":") ? "[" + address + "]" : address;
        } catch (UnknownHostException e) {
            return UNRESOLVED;
        }
    }
}
