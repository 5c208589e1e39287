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
 * The plan of a run: the cases, the targets and the budget. It is complete before the first call.
 *
 * @param cases the selected cases, in the order of the suite
 * @param targets the targets of these cases, including judges
 * @param shard the part of a run that is split into shards; null for a whole run
 */
public record RunPlan(
        Suite suite,
        List<SuiteCase> cases,
        Map<SuiteTarget, ResolvedTarget> targets,
        Budget budget,
        ShardAssignment shard) {
    /** Copies the collections. */
    public RunPlan {
        cases = List.copyOf(cases);
        targets = Map.copyOf(targets);
    }

    /**
     * Plans a run of these cases. Fails with {@link org.llmtestbench.provider.Failure#CONFIGURATION} if there is a cap
     * and the maximum cost of a call is not known.
     *
     * @param capUsd the maximum cost of the run, in US dollars; null for no cap
     * @param allowUnknownPrice whether calls without a known price count as free
     */
    public static RunPlan of(
            Suite suite, List<SuiteCase> cases, TargetResolver resolver, BigDecimal capUsd, boolean allowUnknownPrice) {
        RunPlan plan = new RunPlan(suite, cases, resolver.resolve(cases), new Budget(capUsd), null);
        if (plan.budget.isCapped() && !allowUnknownPrice) {
            TargetResolver.requirePrices(plan.targets, plan.cases);
        }
        return plan;
    }

    /** Returns the same plan with another cap. */
    public RunPlan withBudget(BigDecimal capUsd) {
        return new RunPlan(suite, cases, targets, new Budget(capUsd), shard);
    }

    /** Returns the plan of one shard, with its cases and its share of the cap. */
    public RunPlan forShard(Shard shard) {
        ShardAssignment assignment = shard.assign(cases, targets);
        Map<SuiteTarget, ResolvedTarget> shardTargets = new LinkedHashMap<>(targets);
        shardTargets.keySet().retainAll(targetsOf(assignment.cases()));
        Budget shardBudget = new Budget(assignment.budget(budget.capUsd()));
        return new RunPlan(suite, assignment.cases(), shardTargets, shardBudget, assignment);
    }

    private static Set<SuiteTarget> targetsOf(List<SuiteCase> cases) {
        return cases.stream()
                .flatMap(suiteCase -> Stream.concat(Stream.of(suiteCase.target()), suiteCase.judges()))
                .collect(Collectors.toSet());
    }

    /** The targets of calls whose maximum cost is not known. */
    public List<ResolvedTarget> unpriced() {
        return TargetResolver.unpriced(targets, cases).distinct().toList();
    }

    /** The maximum cost of all calls with retries, in US dollars; calls without a known price count as free. */
    public BigDecimal ceilingUsd() {
        return cases.stream()
                .map(suiteCase -> TargetResolver.estimate(targets, suiteCase)
                        .map(CostEstimate::reserved)
                        .orElse(BigDecimal.ZERO)
                        .add(judgesUsd(suiteCase))
                        .multiply(BigDecimal.valueOf(suiteCase.repeat())))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private BigDecimal judgesUsd(SuiteCase suiteCase) {
        return suiteCase
                .judges()
                .map(judge -> targets.get(judge).judgeCostUsd(suiteCase))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The distinct providers of the targets that are not offline; warm-up calls are made for them. */
    public List<Target> distinctProviders() {
        return targets.values().stream()
                .filter(target -> !target.offline())
                .map(target -> new Target(target.target().provider(), null, false))
                .distinct()
                .toList();
    }
}
