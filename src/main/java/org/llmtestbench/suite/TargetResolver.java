package org.llmtestbench.suite;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ModelInfo;
import org.llmtestbench.provider.Provider;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.provider.ProviderRegistry;
import org.llmtestbench.provider.catalog.ModelCatalog;

/** Creates the providers of a suite's targets. */
public final class TargetResolver {
    private final ProviderRegistry providers;
    private final ModelCatalog catalog;
    private final Map<String, String> simulatorFlags;

    /** @param simulatorFlags settings that direct all calls to a simulator; empty for calls to the providers */
    public TargetResolver(ProviderRegistry providers, ModelCatalog catalog, Map<String, String> simulatorFlags) {
        this.providers = providers;
        this.catalog = catalog;
        this.simulatorFlags = Map.copyOf(simulatorFlags);
    }

    /** Returns what is wrong with a target; empty if the target is valid. */
    public Optional<String> validationError(SuiteTarget target) {
        try {
            Provider provider = providers.named(target.provider(), flags(target));
            return target.model() == null && provider.defaultModel() == null
                    ? Optional.of("no model is set, and " + target.provider() + " has no default model. Add model: …")
                    : Optional.empty();
        } catch (ProviderException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** Resolves the targets of these cases and of their judges. */
    public Map<SuiteTarget, ResolvedTarget> resolve(List<SuiteCase> cases) {
        Map<SuiteTarget, ResolvedTarget> resolved = new LinkedHashMap<>();
        cases.stream()
                .flatMap(suiteCase -> Stream.concat(Stream.of(suiteCase.target()), suiteCase.judges()))
                .forEach(target -> resolved.computeIfAbsent(target, this::resolve));
        return resolved;
    }

    private ResolvedTarget resolve(SuiteTarget target) {
        Provider provider = providers.named(target.provider(), flags(target));
        String model = target.model() == null ? provider.defaultModel() : target.model();
        ModelInfo modelInfo = catalog.find(target.provider(), model).orElseGet(() -> ModelInfo.unknown(model));
        String configuredRetries = target.flags().get("max_retries");
        int maxRetries = configuredRetries == null
                ? providers.settings(target.provider()).maxRetries()
                : Integer.parseInt(configuredRetries);
        return new ResolvedTarget(target, provider, model, modelInfo, maxRetries, !simulatorFlags.isEmpty());
    }

    private Map<String, String> flags(SuiteTarget target) {
        Map<String, String> flags = new HashMap<>(target.flags());
        flags.putAll(simulatorFlags);
        return flags;
    }

    /** The targets of calls whose maximum cost is not known, including judges; a target may occur several times. */
    static Stream<ResolvedTarget> unpriced(Map<SuiteTarget, ResolvedTarget> targets, List<SuiteCase> cases) {
        Stream<ResolvedTarget> tested = cases.stream()
                .filter(suiteCase -> estimate(targets, suiteCase)
                        .filter(estimate -> estimate.attemptUsd() == null)
                        .isPresent())
                .map(suiteCase -> targets.get(suiteCase.target()));
        Stream<ResolvedTarget> judges =
                cases.stream().flatMap(SuiteCase::judges).map(targets::get).filter(target -> !target.hasPrices());
        return Stream.concat(tested, judges);
    }

    /** Fails with {@link Failure#CONFIGURATION} if the maximum cost of a call is not known, because of the budget. */
    public static void requirePrices(Map<SuiteTarget, ResolvedTarget> targets, List<SuiteCase> cases) {
        List<String> unknown = unpriced(targets, cases)
                .map(target -> target.target().id() + " (" + target.model() + ")")
                .distinct()
                .toList();
        if (!unknown.isEmpty()) {
            throw Failure.CONFIGURATION
                    .because("There is a budget, but the maximum cost of a call is not known for "
                            + String.join(", ", unknown) + ". Nothing was run.")
                    .hint("Set price_per_mtok in [models.\"…\"] and max_tokens, or count such calls as free with"
                            + " --allow-unknown-price.");
        }
    }

    /** Estimates the cost of a call of this case; empty if the call would fail before it is sent. */
    public static Optional<CostEstimate> estimate(Map<SuiteTarget, ResolvedTarget> targets, SuiteCase suiteCase) {
        try {
            return Optional.of(targets.get(suiteCase.target()).estimate(suiteCase.prompt()));
        } catch (ProviderException notSent) {
            return Optional.empty();
        }
    }
}
