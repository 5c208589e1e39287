package org.llmtestbench.suite;

import java.math.BigDecimal;
import java.util.List;
import org.llmtestbench.provider.Attempt;
import org.llmtestbench.provider.CompletionResponse;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.runner.Outcome;

/**
 * A cap on what a run costs: no call starts that could pass it. Calls under way are counted with the most they can cost,
 * those that are over with what they did.
 */
public final class Budget {
    private final BigDecimal cap;
    private BigDecimal spent = BigDecimal.ZERO;
    private BigDecimal held = BigDecimal.ZERO;
    private int calls;

    /** @param capUsd null for no cap */
    public Budget(BigDecimal capUsd) {
        this.cap = capUsd;
    }

    /** The cap; null for none. */
    public BigDecimal capUsd() {
        return cap;
    }

    /** Whether there is a cap at all. */
    public boolean isCapped() {
        return cap != null;
    }

    /**
     * Holds what a call can cost, as soon as calls under way leave enough; false when it never will be.
     *
     * @throws InterruptedException when the run ends meanwhile
     */
    synchronized boolean reserve(CostEstimate call) throws InterruptedException {
        while (!fits(call)) {
            if (calls == 0) {
                return false;
            }
            wait();
        }
        held = held.add(call.reserved());
        calls++;
        return true;
    }

    private boolean fits(CostEstimate call) {
        return cap == null || spent.add(held).add(call.reserved()).compareTo(cap) <= 0;
    }

    /** A call is over: what it cost takes the place of what was held for it. */
    synchronized void reconcile(CostEstimate call, BigDecimal cost) {
        held = held.subtract(call.reserved());
        spent = spent.add(cost);
        calls--;
        notifyAll();
    }

    /** What all calls that are over cost, and may have cost. */
    public synchronized BigDecimal spentUsd() {
        return spent;
    }

    /**
     * What a call cost, as far as that is known, and the most that it can have cost where it is not: an attempt that the
     * provider had begun to answer, or that it may have been working on when time was up, may be on the bill.
     */
    public static BigDecimal cost(Outcome outcome, CostEstimate call) {
        BigDecimal attempt = call.attemptUsd() == null ? BigDecimal.ZERO : call.attemptUsd();
        List<Attempt> attempts =
                outcome.response().map(CompletionResponse::attempts).orElse(List.of());
        long doubtful = attempts.stream().filter(Budget::mayBeBilled).count();
        boolean answered =
                attempts.stream().anyMatch(each -> each.failure() == null || each.failure() == Failure.REFUSED);
        BigDecimal known = outcome.response()
                .map(CompletionResponse::costUsd)
                .filter(cost -> answered)
                .orElse(answered ? attempt : BigDecimal.ZERO);
        return known.add(attempt.multiply(BigDecimal.valueOf(doubtful)));
    }

    private static boolean mayBeBilled(Attempt attempt) {
        boolean begun = attempt.status() != null && attempt.status() < 300;
        return attempt.failure() != null
                && attempt.failure() != Failure.REFUSED
                && (begun || attempt.failure() == Failure.TIMEOUT);
    }
}
