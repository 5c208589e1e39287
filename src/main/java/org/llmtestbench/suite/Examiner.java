package org.llmtestbench.suite;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.llmtestbench.bench.Bench;
import org.llmtestbench.bench.Outcome;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.Progress;
import org.llmtestbench.provider.ProviderException;

/** Asks a case's question as often as wanted, within the budget, and has its checks look at the answers. */
public final class Examiner {
    /**
     * What came of a case.
     *
     * @param rounds those that are complete
     * @param outcomes of all calls that ended, also of a round whose judge was not asked
     * @param ended what ended the case before all its rounds; null if nothing did
     */
    record Examined(List<Round> rounds, List<Outcome> outcomes, BigDecimal judgesUsd, End ended) {}

    private final Bench bench;
    private final Map<SuiteTarget, Seat> seats;
    private final Budget budget;
    private final Function<SuiteCase, Progress> progress;

    /**
     * @param seats of all targets, judges included
     * @param progress hears how the calls of a case go
     */
    public Examiner(Bench bench, Map<SuiteTarget, Seat> seats, Budget budget, Function<SuiteCase, Progress> progress) {
        this.bench = bench;
        this.seats = Map.copyOf(seats);
        this.budget = budget;
        this.progress = progress;
    }

    /** Runs a case to its end, or as far as the budget and the run's time allow: what was paid is kept. */
    Examined examine(SuiteCase one) {
        Bill judges = new Bill();
        List<Round> rounds = new ArrayList<>();
        List<Outcome> outcomes = new ArrayList<>();
        End ended = null;
        try {
            while (ended == null && rounds.size() < one.repeat()) {
                Optional<Outcome> outcome = ask(seats.get(one.target()), one.question(), progress.apply(one));
                outcome.ifPresent(outcomes::add);
                Optional<Round> round = outcome.isEmpty() ? Optional.empty() : round(one, outcome.get(), judges);
                round.ifPresent(rounds::add);
                ended = round.isEmpty() ? End.BUDGET : null;
            }
        } catch (InterruptedException | CancellationException stopped) {
            ended = End.INTERRUPTED;
        }
        return new Examined(rounds, outcomes, judges.usd, ended);
    }

    private static final class Bill {
        private BigDecimal usd = BigDecimal.ZERO;
    }

    /** One call; empty when the budget does not reach that far. */
    private Optional<Outcome> ask(Seat seat, Question question, Progress hears) throws InterruptedException {
        Estimate estimate = budget.isCapped() ? estimate(seat, question) : Estimate.NOTHING;
        if (!budget.reserve(estimate)) {
            return Optional.empty();
        }
        BigDecimal cost = estimate.reserved();
        try {
            Outcome outcome = bench.run(seat.asked(), () -> seat.trial(question), hears);
            cost = Budget.cost(outcome, estimate);
            return Optional.of(outcome);
        } finally {
            budget.settle(estimate, cost);
        }
    }

    private static Estimate estimate(Seat seat, Question question) {
        try {
            return seat.estimate(question);
        } catch (ProviderException notSent) {
            // the call fails in the same way
            return Estimate.NOTHING;
        }
    }

    private Optional<Round> round(SuiteCase one, Outcome outcome, Bill judges) throws InterruptedException {
        Answered answered = Round.answered(outcome);
        if (answered == null) {
            return Optional.of(
                    Round.errored(outcome, outcome.failed().orElseThrow().cause()));
        }
        try {
            return checked(one, outcome, answered, judges);
        } catch (ProviderException broken) {
            return Optional.of(Round.errored(outcome, broken));
        }
    }

    private Optional<Round> checked(SuiteCase one, Outcome outcome, Answered answered, Bill judges)
            throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        for (Check check : one.checks()) {
            Optional<Rubric> rubric = Rubric.in(check);
            if (rubric.isEmpty()) {
                findings.add(finding(check, () -> check.look(answered)));
                continue;
            }
            Seat judge = seats.get(rubric.get().check().judge());
            Optional<Outcome> opinion =
                    ask(judge, rubric.get().question(one, answered.response().content()), Progress.NONE);
            if (opinion.isEmpty()) {
                return Optional.empty();
            }
            opinion.get()
                    .response()
                    .map(response -> response.costUsd())
                    .ifPresent(usd -> judges.usd = judges.usd.add(usd));
            if (opinion.get().failed().isPresent()) {
                ProviderException cause = opinion.get().failed().get().cause();
                return Optional.of(
                        Round.errored(outcome, cause.reworded("The judge gave no verdict: " + cause.getMessage())));
            }
            String opinionText = opinion.get().response().orElseThrow().content();
            findings.add(finding(check, () -> rubric.get().finding(opinionText)));
        }
        return Optional.of(new Round(outcome, answered, findings, null));
    }

    /** A check that ends with an exception makes its round errored; the run goes on. */
    private static Finding finding(Check check, Supplier<Finding> look) {
        try {
            return look.get();
        } catch (RuntimeException | StackOverflowError e) {
            throw Failure.CHECK_FAILED.because("The check " + check.type() + " ended with an exception: " + e + ".");
        }
    }
}
