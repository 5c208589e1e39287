package org.llmtestbench.suite;

import java.math.BigDecimal;
import java.util.List;
import org.llmtestbench.provider.Attempt;
import org.llmtestbench.provider.CompletionResponse;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.runner.Outcome;

/**
 * Limits the cost of a run: no call starts if it could exceed the cap. Running calls count with their maximum cost,
 * completed calls with their actual cost. Thread-safe.
 */
public final class Budget {
    private final BigDecimal cap;
    private BigDecimal spent = BigDecimal.ZERO;
    private BigDecimal reserved = BigDecimal.ZERO;
    private int runningCalls;

    /** @param capUsd null for no cap */
    public Budget(BigDecimal capUsd) {
        this.cap = capUsd;
    }

    /** The cap; null for none. */
    public BigDecimal capUsd() {
        return cap;
    }

    /** Whether there is a cap. */
    public boolean isCapped() {
        return cap != null;
    }

    /**
     * Reserves the maximum cost of a call. Blocks until enough running calls have completed; returns false if the call
     * does not fit when no call is running.
     *
     * @throws InterruptedException if the run ends in the meantime
     */
    synchronized boolean reserve(CostEstimate call) throws InterruptedException {
        while (!fits(call)) {
            if (runningCalls == 0) {
                return false;
            }
            wait();
        }
        reserved = reserved.add(call.reserved());
        runningCalls++;
        return true;
    }

    private boolean fits(CostEstimate call) {
        return cap == null || spent.add(reserved).add(call.reserved()).compareTo(cap) <= 0;
    }

    /** Replaces the reservation of a completed call by its cost. */
    synchronized void reconcile(CostEstimate call, BigDecimal cost) {
        reserved = reserved.subtract(call.reserved());
        spent = spent.add(cost);
        runningCalls--;
        notifyAll();
    }

    /** The cost of all completed calls, including attempts that may be billed. */
    public synchronized BigDecimal spentUsd() {
        return spent;
    }

    /**
     * The cost of a call if it is known, else its maximum cost. A failed attempt may be billed if the provider had
     * begun to answer, or if the attempt ended by a timeout.
     */
    public static BigDecimal cost(Outcome outcome, CostEstimate call) {
        BigDecimal attempt = call.attemptUsd() == null ? BigDecimal.ZERO : call.attemptUsd();
        List<Attempt> attempts =
                outcome.response().map(CompletionResponse::attempts).orElse(List.of());
        long maybeBilled = attempts.stream().filter(Budget::mayBeBilled).count();
        boolean answered =
                attempts.stream().anyMatch(each -> each.failure() == null || each.failure() == Failure.REFUSED);
        BigDecimal answerCost = outcome.response()
                .map(CompletionResponse::costUsd)
                .filter(cost -> answered)
                .orElse(answered ? attempt : BigDecimal.ZERO);
        return answerCost.add(attempt.multiply(BigDecimal.valueOf(maybeBilled)));
    }

    private static boolean mayBeBilled(Attempt attempt) {
        boolean wasAnswered = attempt.status() != null && attempt.status() < 300;
        return attempt.failure() != null
                && attempt.failure() != Failure.REFUSED
                && (wasAnswered || attempt.failure() == Failure.TIMEOUT);
    }
}
