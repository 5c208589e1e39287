package org.llmtestbench.suite;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.suite.CaseIteration.State;

/** Determines the verdict on a case from its iterations. */
record VerdictCalculator(SuiteCase suiteCase, List<CaseIteration> iterations) {
    CaseResult result(Duration duration, BigDecimal judgesUsd) {
        Verdict verdict = verdict();
        return new CaseResult(
                suiteCase,
                verdict,
                verdict == Verdict.FAILED || verdict == Verdict.ERRORED ? failure() : null,
                duration,
                checks(),
                iterations.stream().map(CaseIteration::outcome).toList(),
                judgesUsd,
                null);
    }

    private boolean refusalsAreChecked() {
        return suiteCase.checks().stream().anyMatch(Check::isRefusalCheck);
    }

    private long count(State state) {
        return iterations.stream()
                .filter(iteration -> iteration.state(refusalsAreChecked()) == state)
                .count();
    }

    private Verdict verdict() {
        long passed = count(State.PASSED) + count(State.SILENT);
        if (passed < suiteCase.minPass()) {
            return count(State.ERRORED) > 0 ? Verdict.ERRORED : Verdict.FAILED;
        }
        if (passed < iterations.size() || iterations.stream().anyMatch(CaseIteration::wasRetried)) {
            return Verdict.FLAKY;
        }
        return count(State.SILENT) > 0 ? Verdict.SILENT : Verdict.PASSED;
    }

    private Failure failure() {
        List<Failure> failures = iterations.stream()
                .flatMap(iteration -> iteration.error() == null
                        ? Stream.of(Failure.CHECK_FAILED)
                        : Stream.of(iteration.error().failure()))
                .toList();
        return Failure.mostSevere(failures).orElse(Failure.CHECK_FAILED);
    }

    private List<CheckResult> checks() {
        List<CheckResult> results = new ArrayList<>();
        results.add(combine(
                CheckResult.ANSWERED,
                iterations.stream().map(VerdictCalculator::answered).toList()));
        if (!refusalsAreChecked()
                && answers().anyMatch(iteration -> iteration.answer().refused())) {
            Check notRefused = new RefusalCheck(false);
            results.add(combine(
                    "not-is-refusal",
                    answers()
                            .map(iteration -> notRefused.evaluate(iteration.answer()))
                            .toList()));
        }
        if (answers().anyMatch(iteration -> isWithoutUsage(iteration.answer()))) {
            results.add(new CheckResult(
                    "usage", true, "warning: the provider did not report its tokens; they were estimated"));
        }
        for (int i = 0; i < suiteCase.checks().size(); i++) {
            int check = i;
            List<CheckOutcome> outcomes = iterations.stream()
                    .filter(iteration -> !iteration.checkOutcomes().isEmpty())
                    .map(iteration -> iteration.checkOutcomes().get(check))
                    .toList();
            if (!outcomes.isEmpty()) {
                results.add(combine(suiteCase.checks().get(i).type(), outcomes));
            }
        }
        return results;
    }

    private Stream<CaseIteration> answers() {
        return iterations.stream().filter(iteration -> iteration.answer() != null);
    }

    private static boolean isWithoutUsage(CheckedResponse response) {
        return response.response().usage() == null
                || response.response().usage().estimated();
    }

    /** The outcome of the check that a complete answer arrived. */
    private static CheckOutcome answered(CaseIteration iteration) {
        if (iteration.error() != null) {
            return CheckOutcome.of(
                    false,
                    iteration.error().failure() + ": " + iteration.error().getMessage());
        }
        return CheckOutcome.of(
                true,
                iteration.answer().isSilent()
                        ? "no text, because reasoning used all of max_tokens. Raise max_tokens"
                        : "a complete answer arrived");
    }

    /** Combines the outcomes of a check; the message comes from the first iteration that does not meet it, if any. */
    private CheckResult combine(String type, List<CheckOutcome> outcomes) {
        long met = outcomes.stream().filter(CheckOutcome::isMet).count();
        CheckOutcome shown = outcomes.stream()
                .filter(outcome -> !outcome.isMet())
                .findFirst()
                .orElse(outcomes.get(0));
        boolean passed = met >= Math.min(suiteCase.minPass(), outcomes.size());
        return suiteCase.repeat() > 1 && met < outcomes.size()
                ? CheckResult.partly(type, passed, met, outcomes.size(), shown.message())
                : new CheckResult(type, passed, shown.message());
    }
}
