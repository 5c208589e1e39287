package org.llmtestbench.suite;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.llmtestbench.runner.Target;

/**
 * What is to be run, with all that it takes; made before anything is paid for.
 *
 * @param cases those of the suite that are meant, in its order
 * @param seats of all targets of these cases, judges included
 * @param part of a run that is split; null for a whole one
 */
public record RunPlan(
        Suite suite,
        List<SuiteCase> cases,
        Map<SuiteTarget, ResolvedTarget> seats,
        Budget budget,
        ShardAssignment part) {
    /** Keeps the cases and seats as they are now. */
    public RunPlan {
        cases = List.copyOf(cases);
        seats = Map.copyOf(seats);
    }

    /**
     * A plan for these cases; fails with {@link org.llmtestbench.provider.Failure#CONFIGURATION} when there is a cap and a
     * call has no known price.
     *
     * @param capUsd what the run may cost at most; null for no cap
     * @param allowUnknownPrice whether calls without a known price count nothing
     */
    public static RunPlan of(
            Suite suite, List<SuiteCase> cases, TargetResolver seats, BigDecimal capUsd, boolean allowUnknownPrice) {
        RunPlan plan = new RunPlan(suite, cases, seats.of(cases), new Budget(capUsd), null);
        if (plan.budget.isCapped() && !allowUnknownPrice) {
            TargetResolver.requirePrices(plan.seats, plan.cases);
        }
        return plan;
    }

    /** The same with another cap. */
    public RunPlan within(BigDecimal capUsd) {
        return new RunPlan(suite, cases, seats, new Budget(capUsd), part);
    }

    /** What a shard has of it, its share of the cap included. */
    public RunPlan part(Shard shard) {
        ShardAssignment its = shard.part(cases, seats);
        Map<SuiteTarget, ResolvedTarget> asked = new LinkedHashMap<>(seats);
        asked.keySet().retainAll(asked(its.cases()));
        return new RunPlan(suite, its.cases(), asked, new Budget(its.budget(budget.capUsd())), its);
    }

    private static Set<SuiteTarget> asked(List<SuiteCase> cases) {
        return cases.stream()
                .flatMap(one -> Stream.concat(Stream.of(one.target()), one.judges()))
                .collect(Collectors.toSet());
    }

    /** Who is asked something whose price is not known. */
    public List<ResolvedTarget> unpriced() {
        return TargetResolver.unpriced(seats, cases).distinct().toList();
    }

    /** The most that all calls can cost, retries included; those of unknown price count nothing. */
    public BigDecimal ceilingUsd() {
        return cases.stream()
                .map(one -> TargetResolver.estimate(seats, one)
                        .map(CostEstimate::reserved)
                        .orElse(BigDecimal.ZERO)
                        .add(judgesUsd(one))
                        .multiply(BigDecimal.valueOf(one.repeat())))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private BigDecimal judgesUsd(SuiteCase one) {
        return one.judges().map(judge -> seats.get(judge).judgeCostUsd(one)).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Each way to a provider once, without those a simulator stands in for: what is worth a rehearsal. */
    public List<Target> distinctProviders() {
        return seats.values().stream()
                .filter(seat -> !seat.offline())
                .map(seat -> new Target(seat.target().provider(), null, false))
                .distinct()
                .toList();
    }
}
