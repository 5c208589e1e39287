package org.llmtestbench.suite;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.llmtestbench.provider.ProviderException;

/** What cases weigh beside each other: the most they can cost, or their tokens when the price of any is not known. */
final class CaseCosts {
    /** For answers without a known bound. */
    private static final long USUAL_ANSWER = 1_000;

    private CaseCosts() {}

    /** One for each case, all in the same unit. */
    static List<BigDecimal> of(List<SuiteCase> cases, Map<SuiteTarget, ResolvedTarget> seats) {
        List<Calls> calls = cases.stream().map(one -> Calls.of(one, seats)).toList();
        List<BigDecimal> costs = calls.stream().map(Calls::ceilingUsd).toList();
        boolean priced =
                costs.stream().noneMatch(Objects::isNull) && costs.stream().anyMatch(cost -> cost.signum() > 0);
        return priced ? costs : calls.stream().map(Calls::tokens).toList();
    }

    /** All calls of a case but their repetitions. */
    private record Calls(int repeat, List<CostEstimate> each) {
        static Calls of(SuiteCase one, Map<SuiteTarget, ResolvedTarget> seats) {
            Stream<CostEstimate> judges = one.checks().stream()
                    .flatMap(check -> LlmJudge.in(check).stream())
                    // what is to be judged is not known yet, so only what is known of the question counts
                    .map(rubric -> estimate(seats.get(rubric.check().judge()), rubric.prompt(one, "")));
            return new Calls(
                    one.repeat(),
                    Stream.concat(Stream.of(estimate(seats.get(one.target()), one.prompt())), judges)
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
            return each.stream().anyMatch(call -> call.ceilingUsd() == null) ? null : sum(CostEstimate::ceilingUsd);
        }

        BigDecimal tokens() {
            return sum(call -> BigDecimal.valueOf(
                    call.promptTokens() + (call.maxTokens() == null ? USUAL_ANSWER : call.maxTokens())));
        }

        private BigDecimal sum(Function<CostEstimate, BigDecimal> what) {
            return each.stream()
                    .map(what)
                    .reduce(BigDecimal.ZERO, BigDecimal::add)
                    .multiply(BigDecimal.valueOf(repeat));
        }
    }
}
