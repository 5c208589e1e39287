package org.llmtestbench.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.suite.Runs.ended;
import static org.llmtestbench.suite.Runs.of;
import static org.llmtestbench.suite.Runs.ping;
import static org.llmtestbench.suite.Runs.ttft;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.llmtestbench.suite.BaselineChange.Kind;

class BaselineTest {
    private static BaselineDiff compare(RunRecord before, RunRecord now) {
        return Baseline.of("before.json", before).compare(now);
    }

    private static List<Kind> kinds(BaselineDiff diff) {
        return diff.all().stream().map(BaselineChange::kind).toList();
    }

    @Test
    void newly_failing_and_newly_passing_cases_are_reported() {
        assertThat(compare(of(ping(Verdict.PASSED)), of(ping(Verdict.FAILED))).all())
                .containsExactly(
                        new BaselineChange(Kind.NEWLY_FAILING, "ping", "nano", "ping on nano: failed, was passed."));
        assertThat(kinds(compare(of(ping(Verdict.ERRORED)), of(ping(Verdict.FLAKY)))))
                .containsExactly(Kind.NEWLY_PASSING);
    }

    @Test
    void cases_that_still_fail_or_still_pass_are_not_reported() {
        assertThat(kinds(compare(of(ping(Verdict.FAILED)), of(ping(Verdict.ERRORED)))))
                .isEmpty();
        assertThat(kinds(compare(of(ping(Verdict.PASSED)), of(ping(Verdict.SILENT)))))
                .isEmpty();
    }

    @Test
    void cases_that_were_not_run_are_not_compared() {
        assertThat(kinds(compare(of(ping(Verdict.PASSED)), of(ping(Verdict.NOT_RUN)))))
                .isEmpty();
        assertThat(kinds(compare(of(ping(Verdict.NOT_RUN)), of(ping(Verdict.FAILED)))))
                .isEmpty();
        assertThat(kinds(compare(of(), of(ping(Verdict.FAILED))))).isEmpty();
    }

    @Test
    void an_answer_of_another_model_is_reported() {
        BaselineDiff diff = compare(of(ping(Verdict.PASSED, "m-1")), of(ping(Verdict.PASSED, "m-2", "m-1", "m-2")));
        assertThat(diff.all())
                .extracting(BaselineChange::message)
                .containsExactly("ping on nano: answered by m-1 and m-2, was m-1.");
    }

    @Test
    void the_last_run_is_the_newest_that_has_the_case_and_was_not_interrupted() {
        Baseline last = Baseline.last(
                        List.of(ended(0, 1, ping(Verdict.PASSED)), ended(20, 2), ended(130, 3, ping(Verdict.FAILED))))
                .orElseThrow();
        BaselineDiff diff = last.compare(ended(20, 4, ping(Verdict.FAILED)));
        assertThat(kinds(diff)).containsExactly(Kind.NEWLY_FAILING);
        assertThat(diff.against()).isEqualTo("the last run (2026-11-27T11:02:00Z)");
    }

    @Test
    void without_a_history_there_is_no_last_run() {
        assertThat(Baseline.last(List.of())).isEmpty();
        assertThat(Baseline.last(List.of(ended(130, 1), ended(143, 2)))).isEmpty();
    }

    @Test
    void values_of_another_model_are_not_pooled() {
        CaseRecord old = new CaseRecord(
                "ping", "nano", Verdict.PASSED, List.of("old"), Runs.samples(1, 1, 1, 1, 1), null, null, null, null);
        BaselineDiff diff = Baseline.last(List.of(of(old), of(old), of(ttft(10, 11, 12))))
                .orElseThrow()
                .compare(of(ttft(20, 21, 22)));
        assertThat(diff.all())
                .extracting(BaselineChange::message)
                .containsExactly("ping on nano: too few values to judge time to first token (3 against 3).");
    }

    @Test
    void a_shift_is_reported_with_its_numbers() {
        BaselineDiff diff = compare(of(ttft(400, 410, 395, 405, 420)), of(ttft(800, 820, 790, 810, 840)));
        assertThat(diff.sentences())
                .containsExactly(
                        "Compared with before.json: 1 shifted.",
                        "ping on nano: time to first token 810 ms, was 405 ms (+100 %; p = 0.0079, 5 values against 5 of"
                                + " 1 run).",
                        Baseline.METHOD);
    }

    @Test
    void a_small_change_is_not_a_shift() {
        assertThat(kinds(compare(of(ttft(400, 401, 402, 403, 404)), of(ttft(410, 411, 412, 413, 414)))))
                .isEmpty();
    }

    @Test
    void a_change_within_the_range_of_earlier_runs_is_not_a_shift() {
        List<RunRecord> history = List.of(
                of(ttft(400, 401, 402)),
                of(ttft(800, 801, 802)),
                of(ttft(500, 501, 502)),
                of(ttft(450, 451, 452)),
                of(ttft(600, 601, 602)));
        assertThat(kinds(Baseline.last(history).orElseThrow().compare(of(ttft(810, 811, 812)))))
                .isEmpty();
        assertThat(kinds(Baseline.last(history).orElseThrow().compare(of(ttft(1810, 1811, 1812)))))
                .containsExactly(Kind.SHIFTED);
    }

    @Test
    void many_cases_with_too_few_values_are_reported_in_one_line() {
        CaseRecord other =
                new CaseRecord("pong", "nano", Verdict.PASSED, List.of("m"), Runs.samples(1), null, null, null, null);
        assertThat(compare(of(ttft(1), other), of(ttft(1), other)).sentences())
                .containsExactly(
                        "Compared with before.json: no change was found.",
                        "Too few values to say whether times, cost or length of 2 cases shifted; the first: ping on"
                                + " nano: too few values to judge time to first token (1 against 1).",
                        Baseline.METHOD);
    }
}
