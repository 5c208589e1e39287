package org.llmtestbench.function;

import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.util.Map;
import java.util.function.Supplier;
import org.llmtestbench.bench.Outcome;
import org.llmtestbench.provider.CompletionRequest;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ModelCatalogue;
import org.llmtestbench.provider.ModelInfo;
import org.llmtestbench.provider.ProviderSettings;
import org.llmtestbench.provider.Providers;
import org.llmtestbench.suite.Budget;
import org.llmtestbench.suite.Estimate;

/** Pays for calls out of what may be spent a day. */
final class Purse {
    private final Spending spending;
    private final Providers providers;
    private final ModelCatalogue catalogue;

    Purse(Spending spending, Providers providers, ModelCatalogue catalogue) {
        this.spending = spending;
        this.providers = providers;
        this.catalogue = catalogue;
    }

    /**
     * Makes the call once what it can cost is held. Fails with {@link Refused} when that is more than is left or not
     * known, and with a {@code ProviderException} when the request would not be sent.
     */
    Uni<Outcome> pay(String provider, CompletionRequest request, boolean streamed, Supplier<Uni<Outcome>> call) {
        return Uni.createFrom().deferred(() -> {
            Estimate estimate = estimate(provider, request, streamed);
            Spending.Held held = spending.reserve(ceiling(estimate));
            return Uni.createFrom()
                    .deferred(call::get)
                    .invoke(outcome -> held.settle(Budget.cost(outcome, estimate)))
                    .onFailure()
                    .invoke(bug -> held.settle(ceiling(estimate)))
                    // what was made until then may be on the bill
                    .onCancellation()
                    .invoke(() -> held.settle(attempt(estimate)));
        });
    }

    private Estimate estimate(String name, CompletionRequest request, boolean streamed) {
        ProviderSettings endpoint = providers.settings(name);
        ModelInfo known = catalogue.find(name, request.model()).orElseGet(() -> ModelInfo.unknown(request.model()));
        Estimate estimate =
                Estimate.of(providers.named(name, Map.of()), request, streamed, known, endpoint.maxRetries());
        if (estimate.attemptUsd() == null && mayCost(endpoint)) {
            throw Refused.with(
                            422,
                            "Price unknown",
                            "What " + request.model() + " of " + name + " can cost is not known, so no daily limit"
                                    + " could hold.",
                            Failure.INVALID_REQUEST)
                    .hint("Ask another model, or let whoever runs this set price_per_mtok and max_output_tokens in"
                            + " [models.\"" + request.model() + "\"].");
        }
        return estimate;
    }

    /** Who is sent no key sends no bill; keys may stand in headers, in the query and in the address too. */
    static boolean mayCost(ProviderSettings endpoint) {
        return !endpoint.apiKeyEnv().isEmpty()
                || !endpoint.headers().isEmpty()
                || !endpoint.query().isEmpty()
                || endpoint.baseUrl().getUserInfo() != null;
    }

    private static BigDecimal ceiling(Estimate estimate) {
        return estimate.attemptUsd() == null ? BigDecimal.ZERO : estimate.ceilingUsd();
    }

    private static BigDecimal attempt(Estimate estimate) {
        return estimate.attemptUsd() == null ? BigDecimal.ZERO : estimate.attemptUsd();
    }
}
