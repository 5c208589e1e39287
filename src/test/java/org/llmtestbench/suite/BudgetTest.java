package org.llmtestbench.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.suite.Answers.after;
import static org.llmtestbench.suite.Answers.attempt;
import static org.llmtestbench.suite.Answers.failed;
import static org.llmtestbench.suite.Answers.passed;
import static org.llmtestbench.suite.Answers.refused;

import java.math.BigDecimal;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.runner.Outcome;

class BudgetTest {
    /** Two attempts of a dollar each. */
    private static final CostEstimate CALL = new CostEstimate(9, true, 64L, BigDecimal.ONE, 2);

    private static void assertCosts(Outcome outcome, String usd) {
        assertThat(Budget.cost(outcome, CALL)).isEqualByComparingTo(usd);
    }

    @Test
    void no_call_starts_that_could_exceed_the_cap() throws InterruptedException {
        Budget budget = new Budget(new BigDecimal("5"));

        assertThat(budget.reserve(CALL)).isTrue();
        assertThat(budget.reserve(CALL)).isTrue();
        budget.reconcile(CALL, new BigDecimal("0.5"));
        budget.reconcile(CALL, new BigDecimal("2"));
        assertThat(budget.reserve(CALL)).isTrue();
        budget.reconcile(CALL, new BigDecimal("0.51"));
        assertThat(budget.reserve(CALL)).isFalse();
    }

    @Test
    void a_call_waits_until_running_calls_have_completed() throws Exception {
        Budget budget = new Budget(new BigDecimal("3"));
        budget.reserve(CALL);
        CountDownLatch started = new CountDownLatch(1);
        FutureTask<Boolean> second = new FutureTask<>(() -> {
            started.countDown();
            return budget.reserve(CALL);
        });
        Thread thread = new Thread(second);
        thread.start();
        started.await();

        budget.reconcile(CALL, BigDecimal.ONE);

        assertThat(second.get()).isTrue();
    }

    @Test
    void without_a_cap_everything_fits() throws InterruptedException {
        assertThat(new Budget(null).reserve(CALL)).isTrue();
        assertThat(new Budget(null).isCapped()).isFalse();
    }

    @Test
    void a_completed_call_counts_with_its_cost_or_its_maximum_cost() {
        assertCosts(passed("x"), "0.002");
        assertCosts(refused(), "0.002");
        assertCosts(after(Failure.UNAVAILABLE), "0.002");
        assertCosts(after(Failure.TIMEOUT), "1.002");
        assertCosts(failed(Failure.RATE_LIMITED, attempt(1, 429, Failure.RATE_LIMITED)), "0");
        assertCosts(failed(Failure.UNREACHABLE, attempt(1, null, Failure.UNREACHABLE)), "0");
        assertCosts(failed(Failure.MALFORMED, attempt(1, 200, Failure.MALFORMED)), "1");
    }
}
