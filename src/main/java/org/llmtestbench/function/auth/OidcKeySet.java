package org.llmtestbench.function.auth;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;
import org.llmtestbench.function.HttpProblemException;
import org.llmtestbench.provider.HttpUrl;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.runner.ResultMapper;

/** The keys of an OpenID Connect issuer, fetched from its URL and cached. */
final class OidcKeySet {
    private static final Logger LOG = Logger.getLogger(OidcKeySet.class);

    /** The maximum time for which a revoked key is still trusted. */
    private static final Duration MAX_AGE = Duration.ofMinutes(10);

    /** The maximum delay until a new key is known, and the minimum time between fetches for unknown keys. */
    private static final Duration MIN_REFRESH_INTERVAL = Duration.ofSeconds(30);

    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(5);

    /** Fetches the text at a URL; may block. */
    interface Documents {
        String get(String address) throws IOException;
    }

    private final String name;
    private final Documents documents;
    private final RefreshingCache<List<JsonWebKey>> keys;

    /** @param name the URL of the issuer, exactly as in the claim {@code iss} of its tokens */
    OidcKeySet(String name, Documents documents, Executor worker, LongSupplier nanoTime) {
        this.name = name;
        this.documents = documents;
        this.keys = new RefreshingCache<>(this::fetch, RETRY_INTERVAL, worker, nanoTime);
    }

    String name() {
        return name;
    }

    /** The keys; fails with {@link HttpProblemException} (503) if they can't be fetched. Does not block. */
    Uni<List<JsonWebKey>> keys() {
        return orUnavailable(keys.within(MAX_AGE));
    }

    /** Fresher keys, for a token whose key is not in {@link #keys}. */
    Uni<List<JsonWebKey>> newerKeys() {
        return orUnavailable(keys.within(MIN_REFRESH_INTERVAL));
    }

    private static Uni<List<JsonWebKey>> orUnavailable(Uni<List<JsonWebKey>> keys) {
        return keys.onFailure(Unreachable.class)
                .transform(e -> HttpProblemException.with(
                                503,
                                "Issuer unreachable",
                                "The keys of the token issuer can't be fetched, so your token can't be checked.",
                                null)
                        .hint("Try again in a few seconds. The server's log has the reason.")
                        .header("retry-after", String.valueOf(RETRY_INTERVAL.toSeconds())));
    }

    private static final class Unreachable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unreachable(String message) {
            super(message);
        }
    }

    private List<JsonWebKey> fetch() {
        try {
            JsonNode metadata = ResultMapper.MAPPER.readTree(
                    documents.get(name.replaceFirst("/+$", "") + "/.well-known/openid-configuration"));
            if (!name.equals(metadata.path("issuer").asText())) {
                throw new JoseException("its configuration document names another issuer");
            }
            String address = metadata.path("jwks_uri").asText();
            if (!isSafe(address)) {
                throw new JoseException("its jwks_uri does not begin with https");
            }
            return new JsonWebKeySet(documents.get(address)).getJsonWebKeys();
        } catch (IOException | JoseException | ProviderException e) {
            String problem =
                    "The keys of the issuer " + HttpUrl.masked(name) + " can't be fetched: " + e.getMessage() + ".";
            LOG.warn(problem);
            throw new Unreachable(problem);
        }
    }

    /** Whether the response of this URL can't be changed on the network: it has https, or is on loopback. */
    static boolean isSafe(String address) {
        try {
            HttpUrl url = HttpUrl.parse(address.replaceFirst("[?#].*", ""));
            return url.scheme().equals("https") || Loopback.contains(url.hostname());
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }
}
