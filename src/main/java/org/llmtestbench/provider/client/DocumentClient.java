package org.llmtestbench.provider.client;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.llmtestbench.provider.HttpUrl;

/**
 * Gets small documents from servers that are no providers, in the way in which providers are reached: through the proxy of
 * the environment, and with further certificate authorities.
 */
public final class DocumentClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST_REDIRECTS = 5;

    private final Vertx vertx;
    private final UnaryOperator<String> environment;
    private final TrustOptions trust;

    /**
     * Reads the authorities; fails with {@link org.llmtestbench.provider.InvalidSettingException} when that can't be done.
     *
     * @param environment where proxies are
     * @param caKey the setting that names the file
     * @param caFile certificates to trust besides those that the JVM knows; null for none
     */
    public DocumentClient(Vertx vertx, UnaryOperator<String> environment, String caKey, Path caFile) {
        this.vertx = vertx;
        this.environment = environment;
        this.trust = TrustStoreLoader.of(caKey, caFile);
    }

    /** Fails with {@link org.llmtestbench.provider.InvalidSettingException} when the file holds no certificates. */
    public static void requireCertificates(String caKey, Path caFile) {
        TrustStoreLoader.of(caKey, caFile);
    }

    /**
     * The text at this address, or where it redirects to by the same protocol. Blocks for a few seconds; fails with the
     * reason, which holds no password.
     */
    public String get(String address) throws IOException {
        String scheme = URI.create(address).getScheme();
        String next = address;
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            Answer answer = answer(next);
            if (answer.redirect() == null) {
                return answer.text();
            }
            URI target = URI.create(next).resolve(answer.redirect());
            if (!scheme.equals(target.getScheme())) {
                throw new IOException("it redirects to another protocol");
            }
            next = target.toString();
        }
        throw new IOException("it redirects more than " + MOST_REDIRECTS + " times");
    }

    /** Either a text or where it is. */
    private record Answer(String text, String redirect) {}

    private Answer answer(String address) throws IOException {
        URI uri = URI.create(address);
        NetworkRoute route = new NetworkRoute(
                ProxyEnvironment.between(server(uri), environment).orElse(null), trust);
        HttpClient http = vertx.createHttpClient(route.applied(new HttpClientOptions()
                .setConnectTimeout((int) TIMEOUT.toMillis())
                .setSslHandshakeTimeout(TIMEOUT.toSeconds())
                .setVerifyHost(true)
                .setTrustAll(false)
                .setDecompressionSupported(true)));
        try {
            return answer(http, address);
        } finally {
            http.close();
        }
    }

    private static URI server(URI uri) {
        return HttpUrl.parse(uri.getScheme() + "://" + uri.getRawAuthority()).uri();
    }

    private Answer answer(HttpClient http, String address) throws IOException {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(address)
                .putHeader("accept", "application/json");
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        // on one event loop, for on another thread the answer may have ended before it is read
        vertx.runOnContext(start -> http.request(options)
                .compose(request -> request.send())
                .compose(DocumentClient::answer)
                .onSuccess(answer::complete)
                .onFailure(answer::completeExceptionally));
        try {
            return answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(reason(e.getCause()), e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("there was no answer within " + TIMEOUT.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the program ends");
        }
    }

    private static Future<Answer> answer(HttpClientResponse response) {
        String location = response.getHeader("location");
        if (response.statusCode() / 100 == 3 && location != null) {
            return Future.succeededFuture(new Answer(null, location));
        }
        if (response.statusCode() != 200) {
            return Future.failedFuture(new IOException("HTTP " + response.statusCode()));
        }
        Promise<Answer> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        response.exceptionHandler(whole::tryFail)
                .handler(piece -> {
                    if (body.length() + piece.length() <= MOST_BYTES) {
                        body.appendBuffer(piece);
                    } else if (whole.tryFail(new IOException("the answer is larger than " + MOST_BYTES + " bytes"))) {
                        response.request().reset();
                    }
                })
                .endHandler(end -> whole.tryComplete(new Answer(body.toString(StandardCharsets.UTF_8), null)));
        return whole.future();
    }

    /** The words of the innermost exception, which say what is wrong with a certificate. */
    private static String reason(Throwable thrown) {
        Throwable inner = thrown;
        while (inner.getCause() != null && inner.getCause().getMessage() != null) {
            inner = inner.getCause();
        }
        String words = inner.getMessage() == null ? inner.getClass().getSimpleName() : inner.getMessage();
        return words.replaceFirst("\\.$", "");
    }
}
