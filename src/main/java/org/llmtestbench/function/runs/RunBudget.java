package org.llmtestbench.function.runs;

import java.math.BigDecimal;
import java.util.List;
import org.llmtestbench.function.HttpProblemException;
import org.llmtestbench.function.limits.DailySpendLimit;
import org.llmtestbench.function.limits.SpendGuard;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderRegistry;
import org.llmtestbench.suite.ResolvedTarget;
import org.llmtestbench.suite.RunPlan;
import org.llmtestbench.suite.Suite;
import org.llmtestbench.suite.TargetResolver;

/** Reserves the maximum cost of each run from the daily spend limit. */
final class RunBudget {
    private final DailySpendLimit dailySpend;
    private final ProviderRegistry providers;

    RunBudget(DailySpendLimit dailySpend, ProviderRegistry providers) {
        this.dailySpend = dailySpend;
        this.providers = providers;
    }

    /** A plan whose budget is the reserved amount. */
    record Paid(RunPlan plan, DailySpendLimit.Held reservation) {
        /** Replaces the reservation with the real cost of the completed run. */
        void reconcile() {
            reservation.reconcile(isFree(plan) ? BigDecimal.ZERO : plan.budget().spentUsd());
        }
    }

    /** Reserves the maximum cost of a run; fails with {@link HttpProblemException} if it is too high or not known. */
    Paid withReservation(RunRequest request, TargetResolver targets) {
        Suite suite = request.suite();
        RunPlan wholePlan = RunPlan.of(suite, suite.cases(), targets, suite.budgetUsd(), true);
        RunPlan plan = request.shard() == null ? wholePlan : wholePlan.forShard(request.shard());
        requirePrices(plan);
        BigDecimal ceiling = plan.ceilingUsd();
        BigDecimal budget = plan.budget().capUsd();
        BigDecimal cap = budget == null ? ceiling : budget.min(ceiling);
        return new Paid(plan.withBudget(cap), dailySpend.reserve(isFree(plan) ? BigDecimal.ZERO : cap));
    }

    /** Whether all targets are simulators. */
    private static boolean isFree(RunPlan plan) {
        return plan.targets().values().stream().allMatch(ResolvedTarget::offline);
    }

    private void requirePrices(RunPlan plan) {
        List<String> unknown = plan.unpriced().stream()
                .filter(target -> !target.offline())
                .filter(target ->
                        SpendGuard.mayCost(providers.settings(target.target().provider())))
                .map(RunBudget::label)
                .distinct()
                .toList();
        if (!unknown.isEmpty()) {
            throw HttpProblemException.with(
                            422,
                            "Price unknown",
                            "The maximum cost of a call is not known for " + String.join(", ", unknown)
                                    + ", so the daily limit can't be checked.",
                            Failure.INVALID_REQUEST)
                    .hint("Use another model, set max_tokens in the suite, or ask the operator of this server to set"
                            + " price_per_mtok in [models.\"…\"].");
        }
    }

    private static String label(ResolvedTarget target) {
        return target.target().id() + " (" + target.model() + ")";
    }
}
