package org.llmtestbench.function.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.TimeoutException;
import jakarta.inject.Singleton;
import java.io.IOException;
import org.llmtestbench.function.Response;
import org.llmtestbench.function.Routes;
import org.llmtestbench.report.ReportJson;

/** Tells events apart by their shape and answers them. */
@Singleton
class Invocations {
    private final Routes routes;
    private final Secrets secrets;

    Invocations(Routes routes, Secrets secrets) {
        this.routes = routes;
        this.secrets = secrets;
    }

    /** The answer to an event, perhaps still in the making. Fails when the invocation is to fail. */
    Reply answer(Invocation invocation) {
        secrets.refresh();
        JsonNode event = read(invocation);
        return HttpEvent.is(event) ? answer(new HttpEvent(event), invocation) : null;
    }

    private static JsonNode read(Invocation invocation) {
        try {
            return ReportJson.MAPPER.readTree(invocation.event());
        } catch (IOException e) {
            throw new WrongEvent("The event is not JSON.");
        }
    }

    private Reply answer(HttpEvent event, Invocation invocation) {
        try {
            Response response = routes.answer(event.request(invocation)).await().atMost(invocation.timeLeft());
            return new Reply.Http(response, event.canStream(), invocation.timeLeft());
        } catch (TimeoutException e) {
            throw new OutOfTime();
        }
    }
}
