package org.llmtestbench.function.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.io.IOException;
import org.llmtestbench.function.FunctionSettings;
import org.llmtestbench.function.Request;
import org.llmtestbench.function.Response;
import org.llmtestbench.function.routes.Routes;
import org.llmtestbench.report.ReportJson;

/** Tells events apart by their shape and answers them. */
@Singleton
class Invocations {
    private final Routes routes;
    private final Secrets secrets;
    private final FunctionSettings settings;
    private final RunEvents runs;
    private final Batch batch;

    Invocations(Routes routes, Secrets secrets, FunctionSettings settings, RunEvents runs, Batch batch) {
        this.routes = routes;
        this.secrets = secrets;
        this.settings = settings;
        this.runs = runs;
        this.batch = batch;
    }

    /** The answer to an event, perhaps still in the making. Fails when the invocation is to fail. */
    Reply answer(Invocation invocation) {
        secrets.refresh();
        JsonNode event = read(invocation);
        if (HttpEvent.is(event)) {
            return answer(new HttpEvent(event), invocation);
        }
        return new Reply.Json(
                Batch.is(event) ? batch.answer(event, invocation) : runs.answer(RunEvent.of(event), invocation));
    }

    private static JsonNode read(Invocation invocation) {
        try {
            return ReportJson.MAPPER.readTree(invocation.event());
        } catch (IOException e) {
            throw new WrongEvent("The event is not JSON.");
        }
    }

    private Reply answer(HttpEvent event, Invocation invocation) {
        Request request = event.request(invocation);
        try {
            Response response = routes.answer(request).await().atMost(invocation.timeLeft());
            return new Reply.Http(response, event.canStream(), invocation.timeLeft(), request.lifetime());
        } catch (TimeoutException e) {
            request.lifetime().end();
            throw new OutOfTime();
        }
    }

    private Uni<Response> answer(Request request) {
        if (request.body().length <= settings.maxBody()) {
            return routes.answer(request);
        }
        String why = "The body is larger than " + settings.maxBody() + " bytes (max_body).";
        return Uni.createFrom()
                .item(routes.unread(request.id(), request.method(), request.path(), 413, "Too large", why));
    }
}
