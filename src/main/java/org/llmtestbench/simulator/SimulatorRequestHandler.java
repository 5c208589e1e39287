package org.llmtestbench.simulator;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Takes every request, has it answered in the dialect it was made in, and sends that. */
final class SimulatorRequestHandler {
    private final Vertx vertx;
    private final List<ProtocolHandler> dialects;
    private final AtomicLong calls = new AtomicLong();

    /**
     * Decides by what comes first.
     *
     * @param dialects of which at least the last understands every call
     */
    SimulatorRequestHandler(Vertx vertx, List<ProtocolHandler> dialects) {
        this.vertx = vertx;
        this.dialects = List.copyOf(dialects);
    }

    void take(HttpServerRequest request) {
        long number = calls.incrementAndGet();
        request.body()
                .map(body ->
                        new SimulatedCall(number, request.method().name(), request.path(), request.headers(), body))
                .compose(call -> answer(call, request.response()))
                .onFailure(gone -> request.connection().close());
    }

    /** What is thrown becomes an answer too, unless a part of another is already on its way. */
    private Future<Boolean> answer(SimulatedCall call, HttpServerResponse response) {
        ProtocolHandler dialect = dialectOf(call);
        return Future.succeededFuture(call)
                .map(dialect::answer)
                .compose(reply -> send(reply.with(dialect.idHeader(), call.id()), response))
                .recover(thrown -> response.headWritten()
                        ? Future.failedFuture(thrown)
                        : send(reply(dialect, thrown, call).with(dialect.idHeader(), call.id()), response));
    }

    private ProtocolHandler dialectOf(SimulatedCall call) {
        return dialects.stream()
                .filter(dialect -> dialect.understand(call))
                .findFirst()
                .orElseThrow();
    }

    private static SimulatedResponse reply(ProtocolHandler dialect, Throwable thrown, SimulatedCall call) {
        return thrown instanceof ApiError.Refused refused
                ? refused.reply(call)
                : dialect.broken(thrown).reply(call);
    }

    private Future<Boolean> send(SimulatedResponse reply, HttpServerResponse response) {
        response.headers().clear();
        return PacedResponseWriter.of(vertx, response, reply);
    }
}
