package org.llmtestbench.function.routes;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Map;
import org.llmtestbench.function.Principal;
import org.llmtestbench.function.Request;
import org.llmtestbench.function.Response;
import org.llmtestbench.function.Route;
import org.llmtestbench.function.ServerTelemetry;
import org.llmtestbench.telemetry.PrometheusPage;

/** {@code GET /q/metrics}: metrics for Prometheus. Requires authentication, because the metrics contain costs. */
@Singleton
class MetricsRoute implements Route {
    private final ServerTelemetry telemetry;

    MetricsRoute(ServerTelemetry telemetry) {
        this.telemetry = telemetry;
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public String path() {
        return "/q/metrics";
    }

    @Override
    public Uni<Response> answer(Request request, Principal principal) {
        PrometheusPage page = telemetry.page(request.header("accept").orElse(null));
        return Uni.createFrom()
                .item(new Response.Whole(
                        200, Map.of("content-type", page.contentType(), "cache-control", "no-store"), page.body()));
    }
}
