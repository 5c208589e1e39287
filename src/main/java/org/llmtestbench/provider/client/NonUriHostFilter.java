package org.llmtestbench.provider.client;

import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.client.spi.ResteasyReactiveClientRequestContext;
import org.jboss.resteasy.reactive.client.spi.ResteasyReactiveClientRequestFilter;

/**
 * Sends the requests of a REST client to a host that {@link java.net.URI} does not know, such as {@code my_llm}: the REST
 * client itself takes the host from there.
 */
final class NonUriHostFilter {
    private static final String ANSWER = NonUriHostFilter.class.getName();
    private static final int AFTER_ALL_OTHERS = Priorities.USER + 1000;

    private NonUriHostFilter() {}

    /** Lets the client of this builder send its requests by {@code http}. */
    static void register(QuarkusRestClientBuilder builder, Vertx vertx, HttpClient http) {
        ResteasyReactiveClientRequestFilter sending = request -> send(request, vertx, http);
        // the REST client takes an answer only from a filter that did not suspend the request
        ClientRequestFilter answering = request -> request.abortWith((Response) request.getProperty(ANSWER));
        builder.register(sending, AFTER_ALL_OTHERS);
        builder.register(answering, AFTER_ALL_OTHERS + 1);
    }

    private static void send(ResteasyReactiveClientRequestContext request, Vertx vertx, HttpClient http) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.valueOf(request.getMethod()))
                .setAbsoluteURI(request.getUri().toString());
        request.getStringHeaders().forEach((name, values) -> options.putHeader(name, String.join(", ", values)));
        Buffer body = request.hasEntity() ? Buffer.buffer(Json.write(request.getEntity())) : Buffer.buffer();
        request.suspend();
        // on one event loop, for on another thread the answer may have ended before it is read
        vertx.runOnContext(start -> http.request(options)
                .compose(sent -> sent.send(body))
                .compose(reply -> reply.body().map(bytes -> response(reply, bytes)))
                .onSuccess(response -> {
                    request.setProperty(ANSWER, response);
                    request.resume();
                })
                .onFailure(request::resume));
    }

    private static Response response(HttpClientResponse reply, Buffer body) {
        Response.ResponseBuilder response = Response.status(reply.statusCode()).entity(body.getBytes());
        reply.headers().forEach(response::header);
        return response.build();
    }
}
