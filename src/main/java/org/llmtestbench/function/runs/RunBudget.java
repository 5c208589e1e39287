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

/** Pays for runs of suites out of what may be spent a day. */
final class RunBudget {
    private final DailySpendLimit dailySpend;
    private final ProviderRegistry providers;

    RunBudget(DailySpendLimit dailySpend, ProviderRegistry providers) {
        this.dailySpend = dailySpend;
        this.providers = providers;
    }

    /** A plan and the money that is held for it, which the plan's budget keeps to. */
    record Paid(RunPlan plan, DailySpendLimit.Held held) {
        /** The run is over. */
        void reconcile() {
            held.reconcile(isFree(plan) ? BigDecimal.ZERO : plan.budget().spentUsd());
        }
    }

    /** Holds the most that a run can cost; fails with {@link HttpProblemException} when that is too much or not known. */
    Paid withReservation(RunRequest request, TargetResolver targets) {
        Suite suite = request.suite();
        RunPlan all = RunPlan.of(suite, suite.cases(), targets, suite.budgetUsd(), true);
        RunPlan plan = request.shard() == null ? all : all.part(request.shard());
        requirePrices(plan);
        BigDecimal ceiling = plan.ceilingUsd();
        BigDecimal budget = plan.budget().capUsd();
        BigDecimal cap = budget == null ? ceiling : budget.min(ceiling);
        return new Paid(plan.within(cap), dailySpend.reserve(isFree(plan) ? BigDecimal.ZERO : cap));
    }

    /** A simulator sends no bill. */
    private static boolean isFree(RunPlan plan) {
        return plan.seats().values().stream().allMatch(ResolvedTarget::offline);
    }

    private void requirePrices(RunPlan plan) {
        List<String> unknown = plan.unpriced().stream()
                .filter(target -> !target.offline())
                .filter(target ->
                        SpendGuard.mayCost(providers.settings(target.target().provider())))
                .map(RunBudget::named)
                .distinct()
                .toList();
        if (!unknown.isEmpty()) {
            throw HttpProblemException.with(
                            422,
                            "Price unknown",
                            "What a call can cost is not known for " + String.join(", ", unknown)
                                    + ", so no daily limit could hold.",
                            Failure.INVALID_REQUEST)
                    .hint("Ask another model, give the suite a max_tokens, or let whoever runs this set price_per_mtok"
                            + " in [models.\"…\"].");
        }
    }

    private static String named(ResolvedTarget target) {
        return target.target().id() + " (" + target.model() + ")";
    }
}
