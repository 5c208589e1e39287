package org.llmtestbench.function.routes;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.llmtestbench.function.Principal;
import org.llmtestbench.function.Request;
import org.llmtestbench.function.Response;
import org.llmtestbench.function.Route;
import org.llmtestbench.provider.ProviderRegistry;
import org.llmtestbench.report.ProviderListing;

/** {@code GET /v1/providers}: lists the configured providers, and whether their API keys are set. */
@Singleton
class ProvidersRoute implements Route {
    private final ProviderRegistry providers;

    ProvidersRoute(ProviderRegistry providers) {
        this.providers = providers;
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public String path() {
        return "/v1/providers";
    }

    @Override
    public Uni<Response> answer(Request request, Principal principal) {
        String json = new ProviderListing(providers, ProvidersRoute::isSet).json();
        return Uni.createFrom().item(Response.text(200, "application/json", json));
    }

    private static boolean isSet(String variable) {
        String value = System.getenv(variable);
        return value != null && !value.isBlank();
    }
}
