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

/** Who makes tokens elsewhere, and the keys it signs them with. */
final class OidcKeySet {
    private static final Logger LOG = Logger.getLogger(OidcKeySet.class);

    /** A key that the issuer took back is trusted no longer than this. */
    private static final Duration KEPT = Duration.ofMinutes(10);

    /** A new key is known after this at the latest, and whoever makes keys up causes no more requests than this. */
    private static final Duration BETWEEN = Duration.ofSeconds(30);

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Gets the text at an address, and may block. */
    interface Documents {
        String get(String address) throws IOException;
    }

    private final String name;
    private final Documents documents;
    private final RefreshingCache<List<JsonWebKey>> keys;

    /** @param name its address, as it stands in its tokens */
    OidcKeySet(String name, Documents documents, Executor worker, LongSupplier nanoTime) {
        this.name = name;
        this.documents = documents;
        this.keys = new RefreshingCache<>(this::fetch, PATIENCE, worker, nanoTime);
    }

    String name() {
        return name;
    }

    /** Its keys; fails with {@link HttpProblemException} (503) when it can't be asked. Does not block. */
    Uni<List<JsonWebKey>> keys() {
        return known(keys.within(KEPT));
    }

    /** The same, where a key is missing among those. */
    Uni<List<JsonWebKey>> newerKeys() {
        return known(keys.within(BETWEEN));
    }

    private static Uni<List<JsonWebKey>> known(Uni<List<JsonWebKey>> keys) {
        return keys.onFailure(Unreachable.class)
                .transform(silent -> HttpProblemException.with(
                                503,
                                "Issuer unreachable",
                                "Who issues the tokens can't be asked for its keys, so yours can't be checked.",
                                null)
                        .hint("Try again soon; the log says why, to whoever runs this.")
                        .header("retry-after", String.valueOf(PATIENCE.toSeconds())));
    }

    private static final class Unreachable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unreachable(String message) {
            super(message);
        }
    }

    private List<JsonWebKey> fetch() {
        try {
            JsonNode about = ResultMapper.MAPPER.readTree(
                    documents.get(name.replaceFirst("/+$", "") + "/.well-known/openid-configuration"));
            if (!name.equals(about.path("issuer").asText())) {
                throw new JoseException("it says that it is another issuer");
            }
            String address = about.path("jwks_uri").asText();
            if (!isSafe(address)) {
                throw new JoseException("the address of its keys does not begin with https");
            }
            return new JsonWebKeySet(documents.get(address)).getJsonWebKeys();
        } catch (IOException | JoseException | ProviderException e) {
            String problem =
                    "The issuer " + HttpUrl.masked(name) + " can't be asked for its keys: " + e.getMessage() + ".";
            LOG.warn(problem);
            throw new Unreachable(problem);
        }
    }

    /** Whether this is an address where nobody on the way can change what is said. */
    static boolean isSafe(String address) {
        try {
            HttpUrl url = HttpUrl.parse(address.replaceFirst("[?#].*", ""));
            return url.scheme().equals("https") || Loopback.contains(url.hostname());
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }
}
