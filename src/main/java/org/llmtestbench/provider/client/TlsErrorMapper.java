package org.llmtestbench.provider.client;

import io.netty.handler.ssl.NotSslRecordException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.stream.Stream;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;

/** What went wrong while TLS was agreed on, for somebody who has to set it right. */
final class TlsErrorMapper {
    private final Endpoint endpoint;
    private final Throwable thrown;

    TlsErrorMapper(Endpoint endpoint, Throwable thrown) {
        this.endpoint = endpoint;
        this.thrown = thrown;
    }

    ProviderException failure() {
        String server = endpoint.settings().baseUrl().getAuthority();
        String certificate = "The certificate of " + server;
        String address = "Check base_url: " + endpoint.settings().baseUrl();
        if (isA(NotSslRecordException.class)) {
            return failure(server + " does not speak TLS.", address + " begins with https.");
        }
        if (isA(CertificateExpiredException.class)) {
            return failure(
                    certificate + " has expired.", "Its owner must renew it, unless this machine's clock is wrong.");
        }
        if (isA(CertificateNotYetValidException.class)) {
            return failure(certificate + " is not valid yet.", "Check this machine's clock.");
        }
        if (isA(CertPathBuilderException.class)) {
            return failure(certificate + " is signed by nobody who is trusted here.", trust());
        }
        String reason = isA(ClosedChannelException.class) ? "the connection was closed" : deepest();
        if (isA(CertificateException.class) && reason.matches("No (subject alternative|name matching).*")) {
            return failure(certificate + " is for another host: " + reason + ".", address + ".");
        }
        return failure(
                "TLS with " + server + " failed: " + reason + ".",
                endpoint.route().advice(endpoint.settings().baseUrl()));
    }

    private String trust() {
        String table = "[providers." + endpoint.settings().name() + "]";
        return endpoint.settings().caFile() == null
                ? "If your company's proxy or own authority signs it, name that one's certificate: ca_file in " + table
                        + "."
                : "It is neither one of the JVM's authorities nor in ca_file: "
                        + endpoint.settings().caFile() + ".";
    }

    private static ProviderException failure(String message, String hint) {
        return Failure.UNREACHABLE.because(message).hint(hint);
    }

    private boolean isA(Class<? extends Throwable> kind) {
        return causes().anyMatch(kind::isInstance);
    }

    /** What is wrong with a certificate stands at the bottom. */
    private String deepest() {
        return causes().takeWhile(cause -> cause.getMessage() != null)
                .reduce(thrown, (above, below) -> below)
                .getMessage()
                .replaceFirst("\\.$", "");
    }

    private Stream<Throwable> causes() {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause);
    }
}
