package org.llmtestbench.function.routes;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.llmtestbench.function.Principal;
import org.llmtestbench.function.ProviderResolver;
import org.llmtestbench.function.Request;
import org.llmtestbench.function.Response;
import org.llmtestbench.function.Route;
import org.llmtestbench.provider.ProviderRegistry;
import org.llmtestbench.report.ModelListing;

/** {@code GET /v1/models}: lists the models of the catalog; calls no provider. */
@Singleton
class ModelsRoute implements Route {
    private final ProviderRegistry providers;
    private final ProviderResolver endpoints;

    ModelsRoute(ProviderRegistry providers, ProviderResolver endpoints) {
        this.providers = providers;
        this.endpoints = endpoints;
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public String path() {
        return "/v1/models";
    }

    @Override
    public Uni<Response> answer(Request request, Principal principal) {
        List<String> names = Optional.ofNullable(request.query().get("provider"))
                .map(List::of)
                .orElseGet(providers::names);
        ModelListing listing = new ModelListing();
        names.forEach(name -> listing.known(endpoints.named(name)));
        return Uni.createFrom().item(Response.text(200, "application/json", listing.json()));
    }
}
