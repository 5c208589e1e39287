package org.llmtestbench.simulator;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Handles every request with the protocol handler of its dialect and sends the response. */
final class SimulatorRequestHandler {
    private final Vertx vertx;
    private final List<ProtocolHandler> handlers;
    private final AtomicLong calls = new AtomicLong();

    /** @param handlers the first handler that accepts a call is used; the last one must accept every call */
    SimulatorRequestHandler(Vertx vertx, List<ProtocolHandler> handlers) {
        this.vertx = vertx;
        this.handlers = List.copyOf(handlers);
    }

    void handle(HttpServerRequest request) {
        long number = calls.incrementAndGet();
        request.body()
                .map(body ->
                        new SimulatedCall(number, request.method().name(), request.path(), request.headers(), body))
                .compose(call -> respond(call, request.response()))
                .onFailure(e -> request.connection().close());
    }

    /** An exception also becomes a response, unless a part of another response was already sent. */
    private Future<Boolean> respond(SimulatedCall call, HttpServerResponse response) {
        ProtocolHandler handler = handlerOf(call);
        return Future.succeededFuture(call)
                .map(handler::handle)
                .compose(simulated -> send(simulated.withHeader(handler.idHeader(), call.id()), response))
                .recover(thrown -> response.headWritten()
                        ? Future.failedFuture(thrown)
                        : send(
                                errorResponse(handler, thrown, call).withHeader(handler.idHeader(), call.id()),
                                response));
    }

    private ProtocolHandler handlerOf(SimulatedCall call) {
        return handlers.stream()
                .filter(handler -> handler.accepts(call))
                .findFirst()
                .orElseThrow();
    }

    private static SimulatedResponse errorResponse(ProtocolHandler handler, Throwable thrown, SimulatedCall call) {
        return thrown instanceof ApiError.RejectedException rejected
                ? rejected.toResponse(call)
                : handler.internalError(thrown).toResponse(call);
    }

    private Future<Boolean> send(SimulatedResponse simulated, HttpServerResponse response) {
        response.headers().clear();
        return PacedResponseWriter.write(vertx, response, simulated);
    }
}
