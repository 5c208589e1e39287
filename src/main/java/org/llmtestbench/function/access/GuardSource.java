package org.llmtestbench.function.access;

import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import org.llmtestbench.function.Endpoints;
import org.llmtestbench.provider.ModelCatalogue;
import org.llmtestbench.provider.Settings;
import org.llmtestbench.provider.wire.DocumentClients;

/** Sets up who may ask and for how much, when the first request or the server asks for it. */
@Singleton
class GuardSource {
    @Produces
    @Singleton
    Allowance allowance(Settings settings) {
        return Allowance.of(settings.root(Map.of()));
    }

    @Produces
    @Singleton
    Doorkeeper doorkeeper(Settings settings, DocumentClients documents) {
        Doors doors = new Doors(
                Infrastructure.getDefaultWorkerPool(),
                System::nanoTime,
                Clock.systemUTC(),
                caFile -> documents.trusting("oidc_ca_file", caFile)::get);
        return new Doorkeeper(doors, () -> Access.of(settings.root(Map.of())));
    }

    @Produces
    @Singleton
    Turnstile turnstile(Allowance allowance) {
        return new Turnstile(allowance.maxConcurrentPerCaller());
    }

    @Produces
    @Singleton
    LongestAnswer longestAnswer(Allowance allowance) {
        return new LongestAnswer(allowance.maxTokens());
    }

    @Produces
    @Singleton
    Spending spending(Allowance allowance) {
        return new Spending(allowance.maxUsdPerDay(), Clock.systemUTC());
    }

    @Produces
    @Singleton
    Purse purse(Spending spending, Endpoints endpoints, ModelCatalogue catalogue) {
        return new Purse(spending, endpoints, catalogue);
    }
}
