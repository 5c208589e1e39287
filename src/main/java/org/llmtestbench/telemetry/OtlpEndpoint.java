package org.llmtestbench.telemetry;

import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import org.llmtestbench.provider.HttpUrl;

/** Converts the URL of a collector for Java's HTTP client, which rejects host names with an underscore. */
final class OtlpEndpoint {
    /** A host name that never resolves (RFC 6761). */
    private static final String UNRESOLVABLE = "unresolved.invalid";

    private OtlpEndpoint() {}

    /**
     * The URL for the SDK. The address of a host name with an underscore is resolved here.
     *
     * @param property such as {@code otel.exporter.otlp.endpoint}
     * @throws ConfigurationException if the URL is not valid; the message does not quote the URL
     */
    static String toSupportedUrl(String property, String address) {
        String problem = HttpUrl.problem(address).orElse(null);
        if (problem != null) {
            throw new ConfigurationException(
                    property.replace('.', '_').toUpperCase(Locale.ROOT) + ": " + problem + ".");
        }
        HttpUrl url = HttpUrl.parse(address);
        return url.host().contains("_")
                ? new HttpUrl(url.scheme(), null, ipAddress(url.host()), url.port(), url.path()).toString()
                : address;
    }

    private static String ipAddress(String host) {
        try {
            String address = InetAddress.getByName(host).getHostAddress();
            return address.contains(":") ? "[" + address + "]" : address;
        } catch (UnknownHostException e) {
            return UNRESOLVABLE;
        }
    }
}
