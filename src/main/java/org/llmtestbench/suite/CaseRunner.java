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

/** Asks a case's question as often as wanted, within the budget, and has its checks look at the answers. */
public final class CaseRunner {
    /**
     * What came of a case.
     *
     * @param rounds those that are complete
     * @param outcomes of all calls that ended, also of a round whose judge was not asked
     * @param ended what ended the case before all its rounds; null if nothing did
     */
    record Examined(List<CaseIteration> rounds, List<Outcome> outcomes, BigDecimal judgesUsd, RunEndReason ended) {}

    private final CallRunner runner;
    private final Map<SuiteTarget, ResolvedTarget> seats;
    private final Budget budget;
    private final Function<SuiteCase, CallListener> progress;

    /**
     * @param seats of all targets, judges included
     * @param progress hears how the calls of a case go
     */
    public CaseRunner(
            CallRunner runner,
            Map<SuiteTarget, ResolvedTarget> seats,
            Budget budget,
            Function<SuiteCase, CallListener> progress) {
        this.runner = runner;
        this.seats = Map.copyOf(seats);
        this.budget = budget;
        this.progress = progress;
    }

    /** Runs a case to its end, or as far as the budget and the run's time allow: what was paid is kept. */
    Examined examine(SuiteCase one) {
        Bill judges = new Bill();
        List<CaseIteration> rounds = new ArrayList<>();
        List<Outcome> outcomes = new ArrayList<>();
        RunEndReason ended = null;
        try {
            while (ended == null && rounds.size() < one.repeat()) {
                Optional<Outcome> outcome = ask(seats.get(one.target()), one.prompt(), progress.apply(one));
                outcome.ifPresent(outcomes::add);
                Optional<CaseIteration> round =
                        outcome.isEmpty() ? Optional.empty() : round(one, outcome.get(), judges);
                round.ifPresent(rounds::add);
                ended = round.isEmpty() ? RunEndReason.BUDGET : null;
            }
        } catch (InterruptedException | CancellationException stopped) {
            ended = RunEndReason.INTERRUPTED;
        }
        return new Examined(rounds, outcomes, judges.usd, ended);
    }

    private static final class Bill {
        private BigDecimal usd = BigDecimal.ZERO;
    }

    /** One call; empty when the budget does not reach that far. */
    private Optional<Outcome> ask(ResolvedTarget seat, PromptSpec prompt, CallListener hears)
            throws InterruptedException {
        CostEstimate estimate = budget.isCapped() ? estimate(seat, prompt) : CostEstimate.NOTHING;
        if (!budget.reserve(estimate)) {
            return Optional.empty();
        }
        BigDecimal cost = estimate.reserved();
        try {
            Outcome outcome = runner.run(seat.asked(), () -> seat.trial(prompt), hears);
            cost = Budget.cost(outcome, estimate);
            return Optional.of(outcome);
        } finally {
            budget.reconcile(estimate, cost);
        }
    }

    private static CostEstimate estimate(ResolvedTarget seat, PromptSpec prompt) {
        try {
            return seat.estimate(prompt);
        } catch (ProviderException notSent) {
            // the call fails in the same way
            return CostEstimate.NOTHING;
        }
    }

    private Optional<CaseIteration> round(SuiteCase one, Outcome outcome, Bill judges) throws InterruptedException {
        CheckedResponse answered = CaseIteration.answered(outcome);
        if (answered == null) {
            return Optional.of(CaseIteration.errored(
                    outcome, outcome.failed().orElseThrow().cause()));
        }
        try {
            return checked(one, outcome, answered, judges);
        } catch (ProviderException broken) {
            return Optional.of(CaseIteration.errored(outcome, broken));
        }
    }

    private Optional<CaseIteration> checked(SuiteCase one, Outcome outcome, CheckedResponse answered, Bill judges)
            throws InterruptedException {
        List<CheckOutcome> findings = new ArrayList<>();
        for (Check check : one.checks()) {
            Optional<LlmJudge> rubric = LlmJudge.in(check);
            if (rubric.isEmpty()) {
                findings.add(finding(check, () -> check.look(answered)));
                continue;
            }
            ResolvedTarget judge = seats.get(rubric.get().check().judge());
            Optional<Outcome> opinion =
                    ask(judge, rubric.get().prompt(one, answered.response().content()), CallListener.NONE);
            if (opinion.isEmpty()) {
                return Optional.empty();
            }
            opinion.get()
                    .response()
                    .map(response -> response.costUsd())
                    .ifPresent(usd -> judges.usd = judges.usd.add(usd));
            if (opinion.get().failed().isPresent()) {
                ProviderException cause = opinion.get().failed().get().cause();
                return Optional.of(CaseIteration.errored(
                        outcome, cause.withMessage("The judge gave no verdict: " + cause.getMessage())));
            }
            String opinionText = opinion.get().response().orElseThrow().content();
            findings.add(finding(check, () -> rubric.get().finding(opinionText)));
        }
        return Optional.of(new CaseIteration(outcome, answered, findings, null));
    }

    /** A check that ends with an exception makes its round errored; the run goes on. */
    private static CheckOutcome finding(Check check, Supplier<CheckOutcome> look) {
        try {
            return look.get();
        } catch (RuntimeException | StackOverflowError e) {
            throw Failure.CHECK_FAILED.because("The check " + check.type() + " ended with an exception: " + e + ".");
        }
    }
}
