package org.llmtestbench.function.runs;

import java.math.BigDecimal;
import java.util.List;
import org.llmtestbench.function.Refused;
import org.llmtestbench.function.access.Purse;
import org.llmtestbench.function.access.Spending;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.Providers;
import org.llmtestbench.suite.Plan;
import org.llmtestbench.suite.Seat;
import org.llmtestbench.suite.Seats;
import org.llmtestbench.suite.Suite;

/** Pays for runs of suites out of what may be spent a day. */
final class RunMoney {
    private final Spending spending;
    private final Providers providers;

    RunMoney(Spending spending, Providers providers) {
        this.spending = spending;
        this.providers = providers;
    }

    /** A plan and the money that is held for it, which the plan's budget keeps to. */
    record Paid(Plan plan, Spending.Held held) {
        /** The run is over. */
        void settle() {
            held.settle(isFree(plan) ? BigDecimal.ZERO : plan.budget().spentUsd());
        }
    }

    /** Holds the most that a run can cost; fails with {@link Refused} when that is too much or not known. */
    Paid pay(SmokeOrder order, Seats seats) {
        Suite suite = order.suite();
        Plan all = Plan.of(suite, suite.cases(), seats, suite.budgetUsd(), true);
        Plan plan = order.shard() == null ? all : all.part(order.shard());
        requirePrices(plan);
        BigDecimal ceiling = plan.ceilingUsd();
        BigDecimal budget = plan.budget().capUsd();
        BigDecimal cap = budget == null ? ceiling : budget.min(ceiling);
        return new Paid(plan.within(cap), spending.reserve(isFree(plan) ? BigDecimal.ZERO : cap));
    }

    /** A simulator sends no bill. */
    private static boolean isFree(Plan plan) {
        return plan.seats().values().stream().allMatch(Seat::offline);
    }

    private void requirePrices(Plan plan) {
        List<String> unknown = plan.unpriced().stream()
                .filter(seat -> !seat.offline())
                .filter(seat -> Purse.mayCost(providers.settings(seat.target().provider())))
                .map(RunMoney::named)
                .distinct()
                .toList();
        if (!unknown.isEmpty()) {
            throw Refused.with(
                            422,
                            "Price unknown",
                            "What a call can cost is not known for " + String.join(", ", unknown)
                                    + ", so no daily limit could hold.",
                            Failure.INVALID_REQUEST)
                    .hint("Ask another model, give the suite a max_tokens, or let whoever runs this set price_per_mtok"
                            + " in [models.\"…\"].");
        }
    }

    private static String named(Seat seat) {
        return seat.target().id() + " (" + seat.model() + ")";
    }
}
