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

/** The result of a case if the run ends before its last iteration. */
class PartialCaseTest {
    private final List<CaseResult> results = new ArrayList<>();
    private CaseScheduler scheduler;

    private RunEndReason run(IntFunction<Uni<CompletionResponse>> answers, SuiteCase... cases) {
        CaseRunner caseRunner = new CaseRunner(
                Benches.callRunner(),
                ScriptedProvider.targets(answers),
                new Budget(null),
                suiteCase -> CallListener.NONE);
        scheduler = new CaseScheduler(caseRunner, 1, false, System::nanoTime);
        return scheduler.run(List.of(cases), (index, result) -> results.add(result));
    }

    @ParameterizedTest
    @EnumSource(names = {"DEADLINE", "INTERRUPTED"})
    void answers_before_a_cancelled_call_are_kept_with_their_cost_and_the_end_reason(RunEndReason reason) {
        RunEndReason endReason = run(
                call -> {
                    if (call < 2) {
                        return Uni.createFrom().item(Answers.response("OK"));
                    }
                    scheduler.stop(reason);
                    return Uni.createFrom().nothing();
                },
                suiteCase(4, 4),
                suiteCase(1, 1));

        assertThat(endReason).isEqualTo(reason);
        assertThat(results).singleElement().satisfies(result -> {
            assertThat(result.verdict()).isEqualTo(Verdict.NOT_RUN);
            assertThat(result.endReason()).isEqualTo(reason);
            assertThat(result.failure()).isNull();
            assertThat(result.checks()).isEmpty();
            assertThat(result.outcomes()).hasSize(2);
            assertThat(result.costUsd()).isEqualByComparingTo(new BigDecimal("0.004"));
        });
    }

    @Test
    void the_listener_is_not_notified_of_a_case_without_an_answer() {
        run(
                call -> {
                    scheduler.stop(RunEndReason.DEADLINE);
                    return Uni.createFrom().nothing();
                },
                suiteCase(3, 3));

        assertThat(results).isEmpty();
    }

    @Test
    void an_answer_without_the_judges_reply_is_kept() {
        SuiteTarget target = suiteCase(1, 1).target();
        run(
                call -> {
                    if (call == 0) {
                        return Uni.createFrom().item(Answers.response("OK"));
                    }
                    scheduler.stop(RunEndReason.DEADLINE);
                    return Uni.createFrom().nothing();
                },
                suiteCase(1, 1, new RubricCheck("Polite.", target)));

        assertThat(results).singleElement().satisfies(result -> {
            assertThat(result.endReason()).isEqualTo(RunEndReason.DEADLINE);
            assertThat(result.costUsd()).isEqualByComparingTo(new BigDecimal("0.002"));
        });
    }

    @Test
    void a_completed_case_has_no_end_reason() {
        run(call -> Uni.createFrom().item(Answers.response("OK")), suiteCase(3, 3));

        assertThat(results)
                .singleElement()
                .satisfies(result -> assertThat(result.endReason()).isNull());
    }
}
