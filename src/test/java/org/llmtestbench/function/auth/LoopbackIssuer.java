package org.llmtestbench.function.auth;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** An OpenID Connect issuer on loopback that publishes its keys and counts the requests for them. */
final class LoopbackIssuer implements AutoCloseable {
    static final String AUDIENCE = "llm-test-bench";

    // shared, because key generation is slow
    static final KeyPair FIRST = pair();
    static final KeyPair SECOND = pair();
    static final KeyPair FOREIGN = pair();

    private final HttpServer server;
    private final List<PublicJsonWebKey> published = new ArrayList<>();
    private final AtomicInteger fetches = new AtomicInteger();
    private volatile String name;
    private volatile String keysUrl;
    private volatile boolean down;

    LoopbackIssuer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        name = "http://127.0.0.1:" + server.getAddress().getPort();
        keysUrl = name + "/keys";
        server.createContext(
                "/.well-known/openid-configuration",
                exchange -> answer(exchange, "{\"issuer\":\"" + name + "\",\"jwks_uri\":\"" + keysUrl + "\"}"));
        server.createContext("/keys", exchange -> {
            fetches.incrementAndGet();
            answer(exchange, new JsonWebKeySet(published).toJson(OutputControlLevel.PUBLIC_ONLY));
        });
        server.start();
    }

    private void answer(HttpExchange exchange, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(down ? 500 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    String name() {
        return name;
    }

    /** The number of requests for the keys. */
    int fetches() {
        return fetches.get();
    }

    void goesDown() {
        down = true;
    }

    void comesUp() {
        down = false;
    }

    void renamedTo(String otherName) {
        name = otherName;
    }

    void publishesKeysAt(String address) {
        keysUrl = address;
    }

    void removesAllKeys() {
        published.clear();
    }

    PublicJsonWebKey publishes(String id, KeyPair pair) {
        return publishes(key(id, pair));
    }

    PublicJsonWebKey publishesEc(String id) {
        try {
            PublicJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            key.setKeyId(id);
            return publishes(key);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    PublicJsonWebKey publishes(PublicJsonWebKey key) {
        published.add(key);
        return key;
    }

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static PublicJsonWebKey key(String id, KeyPair pair) {
        try {
            PublicJsonWebKey key = PublicJsonWebKey.Factory.newPublicJwk(pair.getPublic());
            key.setPrivateKey(pair.getPrivate());
            key.setKeyId(id);
            return key;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Claims that are valid at this time. */
    JwtClaims claims(long nowMillis) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(name);
        claims.setAudience(AUDIENCE);
        claims.setSubject("robot@example.com");
        claims.setExpirationTime(NumericDate.fromMilliseconds(nowMillis + 300_000));
        return claims;
    }

    static String signed(JwtClaims claims, PublicJsonWebKey key) {
        JsonWebSignature token = new JsonWebSignature();
        token.setAlgorithmHeaderValue(key.getKeyType().equals("EC") ? "ES256" : "RS256");
        token.setKeyIdHeaderValue(key.getKeyId());
        token.setKey(key.getPrivateKey());
        token.setPayload(claims.toJson());
        return compact(token);
    }

    static String compact(JsonWebSignature token) {
        try {
            return token.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
