package org.llmtestbench.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.suite.Answers.suiteCase;

import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.llmtestbench.provider.CallListener;
import org.llmtestbench.provider.CompletionResponse;
import org.llmtestbench.runner.Benches;

/** What a case keeps when the run ends before all its rounds. */
class PartialCaseTest {
    private final List<CaseResult> results = new ArrayList<>();
    private CaseScheduler run;

    private RunEndReason run(IntFunction<Uni<CompletionResponse>> answers, SuiteCase... cases) {
        CaseRunner caseRunner = new CaseRunner(
                Benches.bench(), ScriptedProvider.seats(answers), new Budget(null), one -> CallListener.NONE);
        run = new CaseScheduler(caseRunner, 1, false, System::nanoTime);
        return run.run(List.of(cases), (index, result) -> results.add(result));
    }

    @ParameterizedTest
    @EnumSource(names = {"DEADLINE", "INTERRUPTED"})
    void answers_before_a_cancelled_call_stay_with_their_cost_and_the_reason(RunEndReason why) {
        RunEndReason endReason = run(
                call -> {
                    if (call < 2) {
                        return Uni.createFrom().item(Answers.response("OK"));
                    }
                    run.stop(why);
                    return Uni.createFrom().nothing();
                },
                suiteCase(4, 4),
                suiteCase(1, 1));

        assertThat(endReason).isEqualTo(why);
        assertThat(results).singleElement().satisfies(result -> {
            assertThat(result.verdict()).isEqualTo(Verdict.NOT_RUN);
            assertThat(result.endReason()).isEqualTo(why);
            assertThat(result.failure()).isNull();
            assertThat(result.checks()).isEmpty();
            assertThat(result.outcomes()).hasSize(2);
            assertThat(result.costUsd()).isEqualByComparingTo(new BigDecimal("0.004"));
        });
    }

    @Test
    void a_case_without_an_answer_is_not_handed_over() {
        run(
                call -> {
                    run.stop(RunEndReason.DEADLINE);
                    return Uni.createFrom().nothing();
                },
                suiteCase(3, 3));

        assertThat(results).isEmpty();
    }

    @Test
    void an_answer_whose_judge_was_not_asked_in_time_stays() {
        SuiteTarget target = suiteCase(1, 1).target();
        run(
                call -> {
                    if (call == 0) {
                        return Uni.createFrom().item(Answers.response("OK"));
                    }
                    run.stop(RunEndReason.DEADLINE);
                    return Uni.createFrom().nothing();
                },
                suiteCase(1, 1, new RubricCheck("Polite.", target)));

        assertThat(results).singleElement().satisfies(result -> {
            assertThat(result.endReason()).isEqualTo(RunEndReason.DEADLINE);
            assertThat(result.costUsd()).isEqualByComparingTo(new BigDecimal("0.002"));
        });
    }

    @Test
    void a_case_that_ends_has_no_end_reason() {
        run(call -> Uni.createFrom().item(Answers.response("OK")), suiteCase(3, 3));

        assertThat(results)
                .singleElement()
                .satisfies(result -> assertThat(result.endReason()).isNull());
    }
}
