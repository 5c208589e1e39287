package org.llmtestbench.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.suite.Answers.after;
import static org.llmtestbench.suite.Answers.failed;
import static org.llmtestbench.suite.Answers.passed;
import static org.llmtestbench.suite.Answers.refused;
import static org.llmtestbench.suite.Answers.result;
import static org.llmtestbench.suite.Answers.silent;
import static org.llmtestbench.suite.Answers.suiteCase;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.llmtestbench.provider.Failure;

class VerdictCalculatorTest {
    private static final Check OK = new ContainsCheck(true, false, List.of("ok"));

    private static void assertVerdict(CaseResult result, Verdict verdict, Failure failure) {
        assertThat(result.verdict()).isEqualTo(verdict);
        assertThat(result.failure()).isEqualTo(failure);
    }

    @Test
    void a_case_passes_if_every_iteration_meets_every_check() {
        assertVerdict(result(suiteCase(2, 2, OK), passed("OK"), passed("ok")), Verdict.PASSED, null);
        assertVerdict(result(suiteCase(1, 1), passed("x")), Verdict.PASSED, null);
    }

    @Test
    void a_check_that_is_not_met_fails_and_reports_how_often() {
        CaseResult result = result(suiteCase(3, 2, OK), passed("OK"), passed("no"), passed("never"));

        assertVerdict(result, Verdict.FAILED, Failure.CHECK_FAILED);
        assertThat(result.checks())
                .contains(new CheckResult("icontains", false, "met in 1 of 3 runs; looked for \"ok\" in \"no\""));
    }

    @Test
    void a_case_that_passes_only_by_min_pass_or_after_a_retry_is_flaky() {
        assertVerdict(result(suiteCase(3, 2, OK), passed("OK"), passed("no"), passed("ok")), Verdict.FLAKY, null);
        assertVerdict(
                result(suiteCase(3, 2, OK), passed("OK"), failed(Failure.TIMEOUT), passed("ok")), Verdict.FLAKY, null);
        assertVerdict(result(suiteCase(1, 1, OK), after(Failure.UNAVAILABLE)), Verdict.FLAKY, null);
    }

    @Test
    void a_check_that_is_met_by_enough_but_not_all_iterations_is_partly_met() {
        CaseResult flaky = result(suiteCase(3, 2, OK), passed("OK"), passed("no"), passed("ok"));
        assertThat(flaky.checks())
                .filteredOn(CheckResult::wasPartlyMet)
                .singleElement()
                .satisfies(check -> {
                    assertThat(check.type()).isEqualTo("icontains");
                    assertThat(check.message()).startsWith("met in 2 of 3 runs; ");
                });
        assertThat(result(suiteCase(1, 1, OK), passed("ok")).checks()).noneMatch(CheckResult::wasPartlyMet);
    }

    @Test
    void a_case_without_a_usable_answer_is_errored_with_the_most_severe_failure() {
        assertVerdict(result(suiteCase(1, 1, OK), failed(Failure.RATE_LIMITED)), Verdict.ERRORED, Failure.RATE_LIMITED);
        assertVerdict(
                result(suiteCase(3, 3, OK), passed("no"), failed(Failure.TIMEOUT), failed(Failure.AUTHENTICATION)),
                Verdict.ERRORED,
                Failure.AUTHENTICATION);
        assertThat(result(suiteCase(1, 1, OK), failed(Failure.RATE_LIMITED)).checks())
                .containsExactly(new CheckResult("answered", false, "RATE_LIMITED: It failed."));
        assertThat(result(suiteCase(2, 2), passed("x"), failed(Failure.TIMEOUT)).checks())
                .containsExactly(new CheckResult("answered", false, "answered in 1 of 2 runs; TIMEOUT: It failed."));
    }

    @Test
    void a_refusal_fails_unless_a_check_expects_it() {
        CaseResult result = result(suiteCase(1, 1), refused());

        assertVerdict(result, Verdict.FAILED, Failure.CHECK_FAILED);
        assertThat(result.checks()).extracting(CheckResult::type).containsExactly("answered", "not-is-refusal");
        assertVerdict(result(suiteCase(1, 1, new RefusalCheck(true)), refused()), Verdict.PASSED, null);
        assertVerdict(
                result(suiteCase(1, 1, new RefusalCheck(false)), refused()), Verdict.FAILED, Failure.CHECK_FAILED);
    }

    @Test
    void an_answer_without_text_after_reasoning_is_silent_and_fails_only_checks_on_the_text() {
        CaseResult result = result(suiteCase(1, 1), silent());

        assertVerdict(result, Verdict.SILENT, null);
        assertThat(result.checks()).singleElement().satisfies(check -> {
            assertThat(check.passed()).isTrue();
            assertThat(check.message()).contains("Raise max_tokens");
        });
        assertVerdict(result(suiteCase(1, 1, OK), silent()), Verdict.FAILED, Failure.CHECK_FAILED);
        assertVerdict(result(suiteCase(2, 2), silent(), passed("x")), Verdict.SILENT, null);
    }

    @Test
    void a_repeated_case_keeps_the_share_that_must_pass() {
        assertThat(suiteCase(3, 2).repeated(10).minPass()).isEqualTo(7);
        assertThat(suiteCase(1, 1).repeated(5).minPass()).isEqualTo(5);
        assertThat(suiteCase(100, 1).repeated(2).minPass()).isEqualTo(1);
    }
}
