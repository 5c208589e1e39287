package org.llmtestbench.suite;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.llmtestbench.provider.ProviderException;

/** Estimates relative costs of cases: their maximum cost, or their number of tokens if a price is not known. */
final class CaseCosts {
    /** Tokens; for answers without a known maximum. */
    private static final long DEFAULT_ANSWER_TOKENS = 1_000;

    private CaseCosts() {}

    /** One value for each case, all in the same unit. */
    static List<BigDecimal> of(List<SuiteCase> cases, Map<SuiteTarget, ResolvedTarget> targets) {
        List<Calls> calls =
                cases.stream().map(suiteCase -> Calls.of(suiteCase, targets)).toList();
        List<BigDecimal> costs = calls.stream().map(Calls::ceilingUsd).toList();
        boolean hasPrices =
                costs.stream().noneMatch(Objects::isNull) && costs.stream().anyMatch(cost -> cost.signum() > 0);
        return hasPrices ? costs : calls.stream().map(Calls::tokens).toList();
    }

    /** The calls of one iteration of a case, and the number of iterations. */
    private record Calls(int repeat, List<CostEstimate> estimates) {
        static Calls of(SuiteCase suiteCase, Map<SuiteTarget, ResolvedTarget> targets) {
            Stream<CostEstimate> judges = suiteCase.checks().stream()
                    .flatMap(check -> LlmJudge.in(check).stream())
                    // the answer to judge is not known yet, so only the rest of the judge's prompt counts
                    .map(rubric -> estimate(targets.get(rubric.check().judge()), rubric.prompt(suiteCase, "")));
            return new Calls(
                    suiteCase.repeat(),
                    Stream.concat(Stream.of(estimate(targets.get(suiteCase.target()), suiteCase.prompt())), judges)
                            .toList());
        }

        private static CostEstimate estimate(ResolvedTarget target, PromptSpec prompt) {
            try {
                return target.estimate(prompt);
            } catch (ProviderException notSent) {
                return CostEstimate.NOTHING;
            }
        }

        BigDecimal ceilingUsd() {
            return estimates.stream().anyMatch(call -> call.ceilingUsd() == null)
                    ? null
                    : sum(CostEstimate::ceilingUsd);
        }

        BigDecimal tokens() {
            return sum(call -> BigDecimal.valueOf(
                    call.promptTokens() + (call.maxTokens() == null ? DEFAULT_ANSWER_TOKENS : call.maxTokens())));
        }

        private BigDecimal sum(Function<CostEstimate, BigDecimal> value) {
            return estimates.stream()
                    .map(value)
                    .reduce(BigDecimal.ZERO, BigDecimal::add)
                    .multiply(BigDecimal.valueOf(repeat));
        }
    }
}
