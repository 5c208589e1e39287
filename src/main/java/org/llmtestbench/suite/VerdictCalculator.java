package org.llmtestbench.suite;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.suite.CaseIteration.State;

/** What is said of a case, given all its rounds. */
record VerdictCalculator(SuiteCase of, List<CaseIteration> rounds) {
    CaseResult result(Duration duration, BigDecimal judgesUsd) {
        Verdict verdict = verdict();
        return new CaseResult(
                of,
                verdict,
                verdict == Verdict.FAILED || verdict == Verdict.ERRORED ? failure() : null,
                duration,
                checks(),
                rounds.stream().map(CaseIteration::outcome).toList(),
                judgesUsd,
                null);
    }

    private boolean refusalsAreChecked() {
        return of.checks().stream().anyMatch(Check::isRefusalCheck);
    }

    private long count(State state) {
        return rounds.stream()
                .filter(round -> round.state(refusalsAreChecked()) == state)
                .count();
    }

    private Verdict verdict() {
        long good = count(State.PASSED) + count(State.SILENT);
        if (good < of.minPass()) {
            return count(State.ERRORED) > 0 ? Verdict.ERRORED : Verdict.FAILED;
        }
        if (good < rounds.size() || rounds.stream().anyMatch(CaseIteration::wasRetried)) {
            return Verdict.FLAKY;
        }
        return count(State.SILENT) > 0 ? Verdict.SILENT : Verdict.PASSED;
    }

    private Failure failure() {
        List<Failure> failures = rounds.stream()
                .flatMap(round -> round.error() == null
                        ? Stream.of(Failure.CHECK_FAILED)
                        : Stream.of(round.error().failure()))
                .toList();
        return Failure.mostSevere(failures).orElse(Failure.CHECK_FAILED);
    }

    private List<CheckResult> checks() {
        List<CheckResult> results = new ArrayList<>();
        results.add(over(
                CheckResult.ANSWERED,
                rounds.stream().map(VerdictCalculator::answer).toList()));
        if (!refusalsAreChecked()
                && answers().anyMatch(round -> round.answered().refused())) {
            Check none = new RefusalCheck(false);
            results.add(over(
                    "not-is-refusal",
                    answers().map(round -> none.look(round.answered())).toList()));
        }
        if (answers().anyMatch(round -> isUncounted(round.answered()))) {
            results.add(new CheckResult(
                    "usage", true, "warning: the provider did not report its tokens; they were estimated"));
        }
        for (int i = 0; i < of.checks().size(); i++) {
            int check = i;
            List<CheckOutcome> findings = rounds.stream()
                    .filter(round -> !round.findings().isEmpty())
                    .map(round -> round.findings().get(check))
                    .toList();
            if (!findings.isEmpty()) {
                results.add(over(of.checks().get(i).type(), findings));
            }
        }
        return results;
    }

    private Stream<CaseIteration> answers() {
        return rounds.stream().filter(round -> round.answered() != null);
    }

    private static boolean isUncounted(CheckedResponse response) {
        return response.response().usage() == null
                || response.response().usage().estimated();
    }

    /** Whether an answer came, with all that the protocol promises. */
    private static CheckOutcome answer(CaseIteration round) {
        if (round.error() != null) {
            return CheckOutcome.of(
                    false, round.error().failure() + ": " + round.error().getMessage());
        }
        return CheckOutcome.of(
                true,
                round.answered().isSilent()
                        ? "alive but silent: reasoning used up the token cap before any text. Raise max_tokens"
                        : "an answer came, complete");
    }

    /** Enough rounds must meet a check; the first that does not is told of. */
    private CheckResult over(String type, List<CheckOutcome> findings) {
        long met = findings.stream().filter(CheckOutcome::isMet).count();
        CheckOutcome told = findings.stream()
                .filter(finding -> !finding.isMet())
                .findFirst()
                .orElse(findings.get(0));
        boolean passed = met >= Math.min(of.minPass(), findings.size());
        return of.repeat() > 1 && met < findings.size()
                ? CheckResult.partly(type, passed, met, findings.size(), told.seen())
                : new CheckResult(type, passed, told.seen());
    }
}
