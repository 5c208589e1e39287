package org.llmtestbench.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.suite.Answers.suiteCase;

import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.llmtestbench.provider.CallListener;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.runner.Benches;

class CheckExceptionTest {
    /** Has no range, so evaluating it throws an exception. */
    private static final Check BROKEN = new ThresholdCheck(ThresholdCheck.Measure.COST, null);

    private static final Check OK = new ContainsCheck(true, false, List.of("ok"));

    private final List<CaseResult> results = new ArrayList<>();

    private RunEndReason run(SuiteCase... cases) {
        CaseRunner caseRunner = new CaseRunner(
                Benches.callRunner(),
                ScriptedProvider.targets(call -> Uni.createFrom().item(Answers.response("OK"))),
                new Budget(null),
                suiteCase -> CallListener.NONE);
        return new CaseScheduler(caseRunner, 1, false, System::nanoTime)
                .run(List.of(cases), (index, result) -> results.add(result));
    }

    @Test
    void an_exception_in_a_check_makes_its_case_errored_and_the_run_continues() {
        RunEndReason endReason = run(suiteCase(1, 1, OK, BROKEN), suiteCase(1, 1, OK));

        assertThat(endReason).isEqualTo(RunEndReason.COMPLETE);
        assertThat(results).extracting(CaseResult::verdict).containsExactly(Verdict.ERRORED, Verdict.PASSED);
        assertThat(results.get(0).failure()).isEqualTo(Failure.CHECK_FAILED);
        assertThat(results.get(0).checks()).singleElement().satisfies(check -> {
            assertThat(check.passed()).isFalse();
            assertThat(check.message())
                    .startsWith("CHECK_FAILED: The check cost ended with an exception: java.lang.NullPointerException");
        });
    }

    @Test
    void the_answer_and_its_cost_stay_in_the_result() {
        run(suiteCase(2, 1, new Check.Not(BROKEN)));

        assertThat(results).singleElement().satisfies(result -> {
            assertThat(result.outcomes()).hasSize(2);
            assertThat(result.costUsd()).isEqualByComparingTo(new BigDecimal("0.004"));
        });
    }
}
