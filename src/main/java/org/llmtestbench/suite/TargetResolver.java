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

/** Makes providers of a suite's targets. */
public final class TargetResolver {
    private final ProviderRegistry providers;
    private final ModelCatalog catalogue;
    private final Map<String, String> standIn;

    /** @param standIn settings of a simulator that stands in for every provider; empty when none does */
    public TargetResolver(ProviderRegistry providers, ModelCatalog catalogue, Map<String, String> standIn) {
        this.providers = providers;
        this.catalogue = catalogue;
        this.standIn = Map.copyOf(standIn);
    }

    /** Why a target can't be asked, if it can't. */
    public Optional<String> validationError(SuiteTarget target) {
        try {
            Provider provider = providers.named(target.provider(), flags(target));
            return target.model() == null && provider.defaultModel() == null
                    ? Optional.of("no model is named, and " + target.provider() + " has no default. Add model: …")
                    : Optional.empty();
        } catch (ProviderException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** The targets of these cases and of their judges, ready to be asked. */
    public Map<SuiteTarget, ResolvedTarget> of(List<SuiteCase> cases) {
        Map<SuiteTarget, ResolvedTarget> seats = new LinkedHashMap<>();
        cases.stream()
                .flatMap(one -> Stream.concat(Stream.of(one.target()), one.judges()))
                .forEach(target -> seats.computeIfAbsent(target, this::seat));
        return seats;
    }

    private ResolvedTarget seat(SuiteTarget target) {
        Provider provider = providers.named(target.provider(), flags(target));
        String model = target.model() == null ? provider.defaultModel() : target.model();
        ModelInfo known = catalogue.find(target.provider(), model).orElseGet(() -> ModelInfo.unknown(model));
        String retries = target.flags().get("max_retries");
        int maxRetries =
                retries == null ? providers.settings(target.provider()).maxRetries() : Integer.parseInt(retries);
        return new ResolvedTarget(target, provider, model, known, maxRetries, !standIn.isEmpty());
    }

    private Map<String, String> flags(SuiteTarget target) {
        Map<String, String> flags = new HashMap<>(target.flags());
        flags.putAll(standIn);
        return flags;
    }

    /** Those whose calls have no known price, judges included; some more than once. */
    static Stream<ResolvedTarget> unpriced(Map<SuiteTarget, ResolvedTarget> seats, List<SuiteCase> cases) {
        Stream<ResolvedTarget> asked = cases.stream()
                .filter(one ->
                        estimate(seats, one).filter(e -> e.attemptUsd() == null).isPresent())
                .map(one -> seats.get(one.target()));
        Stream<ResolvedTarget> judging =
                cases.stream().flatMap(SuiteCase::judges).map(seats::get).filter(seat -> !seat.hasPrices());
        return Stream.concat(asked, judging);
    }

    /** Fails with {@link Failure#CONFIGURATION} when a call has no known price: no budget can hold then. */
    public static void requirePrices(Map<SuiteTarget, ResolvedTarget> seats, List<SuiteCase> cases) {
        List<String> unknown = unpriced(seats, cases)
                .map(seat -> seat.target().id() + " (" + seat.model() + ")")
                .distinct()
                .toList();
        if (!unknown.isEmpty()) {
            throw Failure.CONFIGURATION
                    .because("There is a budget, but what a call can cost is not known for "
                            + String.join(", ", unknown) + ". Nothing was run.")
                    .hint("Set price_per_mtok in [models.\"…\"] and max_tokens, or let such calls count nothing with"
                            + " --allow-unknown-price.");
        }
    }

    /** What a call of this case can cost; empty when it would not be sent. */
    public static Optional<CostEstimate> estimate(Map<SuiteTarget, ResolvedTarget> seats, SuiteCase one) {
        try {
            return Optional.of(seats.get(one.target()).estimate(one.prompt()));
        } catch (ProviderException notSent) {
            return Optional.empty();
        }
    }
}
