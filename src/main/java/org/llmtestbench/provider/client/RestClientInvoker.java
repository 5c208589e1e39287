package org.llmtestbench.provider.client;

import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.client.ClientResponseFilter;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jboss.resteasy.reactive.client.api.QuarkusRestClientProperties;

/**
 * A REST client interface bound to an endpoint, with what the answers have in common. It is made when it is first asked:
 * most processes only complete prompts, which goes another way.
 *
 * @param <A> the interface, whose methods send one request each
 */
public final class RestClientInvoker<A> {
    /** Bodies are read as bytes, so a content type that can't be parsed does no harm. */
    private static final ClientResponseFilter BYTES = (request, response) -> {
        // there are none when there is no response
        if (response.getHeaders() != null) {
            response.getHeaders().putSingle("content-type", "application/octet-stream");
        }
    };

    private final Class<A> api;
    private final Endpoint endpoint;
    private final Vertx vertx;
    private A client;

    /** Calls go to the endpoint with its own headers, query and connections. */
    public RestClientInvoker(Class<A> api, Endpoint endpoint, Vertx vertx) {
        this.api = api;
        this.endpoint = endpoint;
        this.vertx = vertx;
    }

    /** Makes a call whose answer does not matter, once; fails with what is wrong. */
    public Uni<Void> check(Function<A, Uni<Response>> call) {
        return ask("", call, body -> body).replaceWithVoid();
    }

    /**
     * Makes a call beside the measured ones, once; fails with what is wrong.
     *
     * @param model the one it is about; empty when it is about none
     * @param read makes the result of the body
     */
    public <T> Uni<T> ask(String model, Function<A, Uni<Response>> call, Function<byte[], T> read) {
        CallAttempt attempt = CallAttempt.unmeasured(endpoint, model);
        return AttemptTimeout.over(attempt, Uni.createFrom().<Response>deferred(() -> call.apply(client())))
                .map(reply -> read.apply(body(reply, attempt)))
                .onFailure()
                .transform(thrown -> ExceptionMapper.of(thrown, endpoint)
                        .<Throwable>map(endpoint.key()::redact)
                        .orElse(thrown));
    }

    private synchronized A client() {
        if (client == null) {
            client = made();
        }
        return client;
    }

    private A made() {
        ClientRequestFilter addressed = request -> {
            request.setUri(endpoint.withQuery(request.getUri()));
            endpoint.headers().forEach((name, value) -> request.getHeaders().putSingle(name, value));
        };
        HttpClientOptions options = endpoint.httpOptions();
        QuarkusRestClientBuilder builder = QuarkusRestClientBuilder.newBuilder();
        if (endpoint.settings().baseUrl().getHost() == null) {
            NonUriHostFilter.register(builder, vertx, vertx.createHttpClient(options));
        }
        return builder.baseUri(endpoint.settings().baseUrl())
                .httpClientOptions(options)
                // it puts defaults of its own over these
                .connectTimeout(options.getConnectTimeout(), TimeUnit.MILLISECONDS)
                .property(QuarkusRestClientProperties.CONNECTION_POOL_SIZE, options.getMaxPoolSize())
                .followRedirects(false)
                .trustAll(false)
                .proxyAddress("none", 0)
                .register(addressed)
                .register(BYTES)
                // statuses are ours to understand
                .property("microprofile.rest.client.disable.default.mapper", true)
                .build(api);
    }

    /** The body of an answer; fails with what it says when the status is not a success. */
    private static byte[] body(Response reply, CallAttempt attempt) {
        attempt.responded(reply.getStatus(), reply::getHeaderString);
        byte[] body = reply.hasEntity() ? reply.readEntity(byte[].class) : new byte[0];
        attempt.requireAnswer(body);
        attempt.requireNoError(body, 0, body.length);
        return body;
    }
}
