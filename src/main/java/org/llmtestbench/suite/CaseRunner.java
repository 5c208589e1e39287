package org.llmtestbench.suite;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.llmtestbench.provider.CallListener;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.runner.CallRunner;
import org.llmtestbench.runner.Outcome;

/** Runs the iterations of a case within the budget: makes the calls and evaluates the checks. */
public final class CaseRunner {
    /**
     * The iterations of a case that were run.
     *
     * @param iterations the completed iterations
     * @param outcomes the outcomes of all completed calls, also of an iteration without the judge's call
     * @param judgesUsd the cost of the judge's calls, in US dollars
     * @param endReason why the case ended before its last iteration; null if it was completed
     */
    record Execution(
            List<CaseIteration> iterations, List<Outcome> outcomes, BigDecimal judgesUsd, RunEndReason endReason) {}

    private final CallRunner runner;
    private final Map<SuiteTarget, ResolvedTarget> targets;
    private final Budget budget;
    private final Function<SuiteCase, CallListener> listeners;

    /**
     * @param targets all targets, including judges
     * @param listeners makes the listener for the calls of a case
     */
    public CaseRunner(
            CallRunner runner,
            Map<SuiteTarget, ResolvedTarget> targets,
            Budget budget,
            Function<SuiteCase, CallListener> listeners) {
        this.runner = runner;
        this.targets = Map.copyOf(targets);
        this.budget = budget;
        this.listeners = listeners;
    }

    /** Runs all iterations, or as many as the budget and the time of the run allow; keeps the outcomes of all calls. */
    Execution execute(SuiteCase suiteCase) {
        JudgeCost judgeCost = new JudgeCost();
        List<CaseIteration> iterations = new ArrayList<>();
        List<Outcome> outcomes = new ArrayList<>();
        RunEndReason endReason = null;
        try {
            while (endReason == null && iterations.size() < suiteCase.repeat()) {
                Optional<Outcome> outcome =
                        call(targets.get(suiteCase.target()), suiteCase.prompt(), listeners.apply(suiteCase));
                outcome.ifPresent(outcomes::add);
                Optional<CaseIteration> iteration =
                        outcome.isEmpty() ? Optional.empty() : iteration(suiteCase, outcome.get(), judgeCost);
                iteration.ifPresent(iterations::add);
                endReason = iteration.isEmpty() ? RunEndReason.BUDGET : null;
            }
        } catch (InterruptedException | CancellationException stopped) {
            endReason = RunEndReason.INTERRUPTED;
        }
        return new Execution(iterations, outcomes, judgeCost.usd, endReason);
    }

    private static final class JudgeCost {
        private BigDecimal usd = BigDecimal.ZERO;
    }

    /** Makes one call; empty if it does not fit into the budget. */
    private Optional<Outcome> call(ResolvedTarget target, PromptSpec prompt, CallListener listener)
            throws InterruptedException {
        CostEstimate estimate = budget.isCapped() ? estimate(target, prompt) : CostEstimate.NOTHING;
        if (!budget.reserve(estimate)) {
            return Optional.empty();
        }
        BigDecimal cost = estimate.reserved();
        try {
            Outcome outcome = runner.run(target.toTarget(), () -> target.callSpec(prompt), listener);
            cost = Budget.cost(outcome, estimate);
            return Optional.of(outcome);
        } finally {
            budget.reconcile(estimate, cost);
        }
    }

    private static CostEstimate estimate(ResolvedTarget target, PromptSpec prompt) {
        try {
            return target.estimate(prompt);
        } catch (ProviderException notSent) {
            // the call fails for the same reason
            return CostEstimate.NOTHING;
        }
    }

    private Optional<CaseIteration> iteration(SuiteCase suiteCase, Outcome outcome, JudgeCost judgeCost)
            throws InterruptedException {
        CheckedResponse answer = CaseIteration.answer(outcome);
        if (answer == null) {
            return Optional.of(CaseIteration.errored(
                    outcome, outcome.failed().orElseThrow().cause()));
        }
        try {
            return checkedIteration(suiteCase, outcome, answer, judgeCost);
        } catch (ProviderException checkFailed) {
            return Optional.of(CaseIteration.errored(outcome, checkFailed));
        }
    }

    private Optional<CaseIteration> checkedIteration(
            SuiteCase suiteCase, Outcome outcome, CheckedResponse answer, JudgeCost judgeCost)
            throws InterruptedException {
        List<CheckOutcome> checkOutcomes = new ArrayList<>();
        for (Check check : suiteCase.checks()) {
            Optional<LlmJudge> judge = LlmJudge.in(check);
            if (judge.isEmpty()) {
                checkOutcomes.add(evaluate(check, () -> check.evaluate(answer)));
                continue;
            }
            ResolvedTarget judgeTarget = targets.get(judge.get().check().judge());
            PromptSpec prompt = judge.get().prompt(suiteCase, answer.response().content());
            Optional<Outcome> judgeOutcome = call(judgeTarget, prompt, CallListener.NONE);
            if (judgeOutcome.isEmpty()) {
                return Optional.empty();
            }
            judgeOutcome
                    .get()
                    .response()
                    .map(response -> response.costUsd())
                    .ifPresent(usd -> judgeCost.usd = judgeCost.usd.add(usd));
            if (judgeOutcome.get().failed().isPresent()) {
                ProviderException cause = judgeOutcome.get().failed().get().cause();
                return Optional.of(CaseIteration.errored(
                        outcome, cause.withMessage("The call to the judge failed: " + cause.getMessage())));
            }
            String reply = judgeOutcome.get().response().orElseThrow().content();
            checkOutcomes.add(evaluate(check, () -> judge.get().checkOutcome(reply)));
        }
        return Optional.of(new CaseIteration(outcome, answer, checkOutcomes, null));
    }

    /** Turns an exception of a check into a failure, so that only this iteration is errored and the run continues. */
    private static CheckOutcome evaluate(Check check, Supplier<CheckOutcome> evaluation) {
        try {
            return evaluation.get();
        } catch (RuntimeException | StackOverflowError e) {
            throw Failure.CHECK_FAILED.because("The check " + check.type() + " ended with an exception: " + e + ".");
        }
    }
}
