package org.llmtestbench.function.limits;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import java.util.function.Consumer;
import org.llmtestbench.function.ProviderResolver;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.provider.SettingsLoader;
import org.llmtestbench.provider.SettingsReader;
import org.llmtestbench.provider.TopLevelValidator;
import org.llmtestbench.provider.catalog.ModelCatalog;

/** Provides the limits as CDI beans, read from the settings at the first use. */
@Singleton
public class LimitsProducers implements TopLevelValidator {
    @Override
    public void validate(SettingsReader root, SettingsReader environment, Consumer<ProviderException> problems) {
        LimitsConfig.of(root);
    }

    @Produces
    @Singleton
    LimitsConfig limits(SettingsLoader settings) {
        return LimitsConfig.of(settings.root(Map.of()));
    }

    @Produces
    @Singleton
    CallerConcurrencyLimiter concurrencyLimiter(LimitsConfig limits) {
        return new CallerConcurrencyLimiter(limits.maxConcurrentPerCaller());
    }

    @Produces
    @Singleton
    MaxTokensLimit maxTokensLimit(LimitsConfig limits) {
        return new MaxTokensLimit(limits.maxTokens());
    }

    @Produces
    @Singleton
    DailySpendLimit dailySpendLimit(LimitsConfig limits) {
        return new DailySpendLimit(limits.maxUsdPerDay(), Clock.systemUTC());
    }

    @Produces
    @Singleton
    SpendGuard spendGuard(DailySpendLimit spendLimit, ProviderResolver providers, ModelCatalog catalog) {
        return new SpendGuard(spendLimit, providers, catalog);
    }
}
