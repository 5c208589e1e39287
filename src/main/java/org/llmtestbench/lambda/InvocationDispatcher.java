package org.llmtestbench.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.io.IOException;
import org.llmtestbench.function.Request;
import org.llmtestbench.function.Response;
import org.llmtestbench.function.ServerConfig;
import org.llmtestbench.function.routes.Router;
import org.llmtestbench.runner.ResultMapper;

/** Detects the kind of each event from its JSON, and passes it to the handler for that kind. */
@Singleton
class InvocationDispatcher {
    private final Router router;
    private final CachedSecrets secrets;
    private final ServerConfig config;
    private final RunEventHandler eventHandler;
    private final SqsBatchHandler batchHandler;

    InvocationDispatcher(
            Router router,
            CachedSecrets secrets,
            ServerConfig config,
            RunEventHandler eventHandler,
            SqsBatchHandler batchHandler) {
        this.router = router;
        this.secrets = secrets;
        this.config = config;
        this.eventHandler = eventHandler;
        this.batchHandler = batchHandler;
    }

    /** The response to an event, which may still be streaming. Fails if the invocation must fail. */
    InvocationResponse answer(Invocation invocation) {
        secrets.refresh();
        JsonNode event = read(invocation);
        if (HttpEvent.is(event)) {
            return answer(new HttpEvent(event), invocation);
        }
        return new InvocationResponse.Json(
                SqsBatchHandler.is(event)
                        ? batchHandler.answer(event, invocation)
                        : eventHandler.answer(RunEventParser.of(event), invocation));
    }

    private static JsonNode read(Invocation invocation) {
        try {
            return ResultMapper.MAPPER.readTree(invocation.event());
        } catch (IOException e) {
            throw new UnsupportedEventException("The event is not JSON.");
        }
    }

    private InvocationResponse answer(HttpEvent event, Invocation invocation) {
        Request request = event.request(invocation);
        try {
            Response response = router.answer(request).await().atMost(invocation.timeLeft());
            return new InvocationResponse.Http(response, event.canStream(), invocation.timeLeft(), request.lifetime());
        } catch (TimeoutException e) {
            request.lifetime().end();
            throw new InvocationTimeoutException();
        }
    }

    private Uni<Response> answer(Request request) {
        if (request.body().length <= config.maxBody()) {
            return router.answer(request);
        }
        String detail = "The body is larger than " + config.maxBody() + " bytes (max_body).";
        return Uni.createFrom()
                .item(router.reject(request.id(), request.method(), request.path(), 413, "Too large", detail));
    }
}
