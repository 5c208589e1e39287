package org.llmtestbench.provider.simulator;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Takes every request, has it answered in the dialect it was made in, and sends that. */
final class Reception {
    private final Vertx vertx;
    private final List<Routes> dialects;
    private final AtomicLong calls = new AtomicLong();

    /**
     * Decides by what comes first.
     *
     * @param dialects of which at least the last understands every call
     */
    Reception(Vertx vertx, List<Routes> dialects) {
        this.vertx = vertx;
        this.dialects = List.copyOf(dialects);
    }

    void take(HttpServerRequest request) {
        long number = calls.incrementAndGet();
        request.body()
                .map(body -> new Call(number, request.method().name(), request.path(), request.headers(), body))
                .compose(call -> answer(call, request.response()))
                .onFailure(gone -> request.connection().close());
    }

    private Future<Boolean> answer(Call call, HttpServerResponse response) {
        Routes dialect = dialectOf(call);
        return Delivery.of(vertx, response, reply(dialect, call).with(dialect.idHeader(), call.id()));
    }

    private Routes dialectOf(Call call) {
        return dialects.stream()
                .filter(dialect -> dialect.understand(call))
                .findFirst()
                .orElseThrow();
    }

    private static Reply reply(Routes dialect, Call call) {
        try {
            return dialect.answer(call);
        } catch (Refusal.Refused refused) {
            return refused.reply(call);
        }
    }
}
