package org.llmtestbench.function.access;

import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import org.llmtestbench.function.ProviderResolver;
import org.llmtestbench.provider.ModelCatalogue;
import org.llmtestbench.provider.SettingsLoader;
import org.llmtestbench.provider.wire.DocumentClients;

/** Sets up who may ask and for how much, when the first request or the server asks for it. */
@Singleton
class AccessProducers {
    @Produces
    @Singleton
    LimitsConfig allowance(SettingsLoader settings) {
        return LimitsConfig.of(settings.root(Map.of()));
    }

    @Produces
    @Singleton
    AuthenticationGate doorkeeper(SettingsLoader settings, DocumentClients documents) {
        AuthenticatorFactory doors = new AuthenticatorFactory(
                Infrastructure.getDefaultWorkerPool(),
                System::nanoTime,
                Clock.systemUTC(),
                caFile -> documents.trusting("oidc_ca_file", caFile)::get);
        return new AuthenticationGate(doors, () -> AuthConfig.of(settings.root(Map.of())));
    }

    @Produces
    @Singleton
    CallerConcurrencyLimiter turnstile(LimitsConfig allowance) {
        return new CallerConcurrencyLimiter(allowance.maxConcurrentPerCaller());
    }

    @Produces
    @Singleton
    MaxTokensLimit longestAnswer(LimitsConfig allowance) {
        return new MaxTokensLimit(allowance.maxTokens());
    }

    @Produces
    @Singleton
    DailySpendLimit spending(LimitsConfig allowance) {
        return new DailySpendLimit(allowance.maxUsdPerDay(), Clock.systemUTC());
    }

    @Produces
    @Singleton
    SpendGuard purse(DailySpendLimit spending, ProviderResolver endpoints, ModelCatalogue catalogue) {
        return new SpendGuard(spending, endpoints, catalogue);
    }
}
