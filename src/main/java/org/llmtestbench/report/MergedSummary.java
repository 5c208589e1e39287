package org.llmtestbench.report;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.runner.ResultJson;
import org.llmtestbench.suite.CaseJson;
import org.llmtestbench.suite.SuiteJson;
import org.llmtestbench.suite.Verdict;

/** Computes the head of a merged report from the heads and the cases of its inputs. */
final class MergedSummary {
    private static final int EXIT_CODE_OF_A_BUG = 70;

    private final Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    private final Set<Failure> failures = EnumSet.noneOf(Failure.class);
    private BigDecimal costOfCases;

    void count(CaseJson result) {
        counts.merge(result.verdict(), 1, Integer::sum);
        if (result.failure() != null) {
            failures.add(result.failure());
        }
        result.runs().stream()
                .map(ResultJson::costUsd)
                .filter(Objects::nonNull)
                .forEach(cost -> costOfCases = costOfCases == null ? cost : costOfCases.add(cost));
    }

    /** The merged head. Call it after all cases were counted. */
    SuiteJson head(List<SuiteJson> heads) {
        List<Instant> starts =
                heads.stream().map(head -> Instant.parse(head.startedAt())).toList();
        Instant start = starts.stream().min(Instant::compareTo).orElseThrow();
        Instant end = heads.stream()
                .map(head -> Instant.parse(head.startedAt()).plusNanos((long) (head.durationMs() * 1e6)))
                .max(Instant::compareTo)
                .orElseThrow();
        return new SuiteJson(
                1,
                heads.get(0).suite(),
                start.toString(),
                Math.round(Duration.between(start, end).toNanos() / 1e3) / 1e3,
                exitCode(heads),
                summary(heads));
    }

    private SuiteJson.Summary summary(List<SuiteJson> heads) {
        return new SuiteJson.Summary(
                counts.values().stream().mapToInt(Integer::intValue).sum(),
                counts.getOrDefault(Verdict.PASSED, 0),
                counts.getOrDefault(Verdict.FAILED, 0),
                counts.getOrDefault(Verdict.ERRORED, 0),
                counts.getOrDefault(Verdict.FLAKY, 0),
                counts.getOrDefault(Verdict.SILENT, 0),
                counts.getOrDefault(Verdict.NOT_RUN, 0),
                cost(heads));
    }

    /** Prefers the sums of the inputs, because they include the cost of judges, which the runs of the cases do not. */
    private BigDecimal cost(List<SuiteJson> heads) {
        return heads.stream().allMatch(head -> head.summary() != null)
                ? heads.stream()
                        .map(head -> head.summary().costUsd())
                        .filter(Objects::nonNull)
                        .reduce(BigDecimal::add)
                        .map(BigDecimal::stripTrailingZeros)
                        .orElse(null)
                : costOfCases;
    }

    /** The code of a bug first, then of the most severe failure, then the highest code (interrupted or terminated). */
    private int exitCode(List<SuiteJson> heads) {
        List<Integer> codes = heads.stream().map(SuiteJson::exitCode).toList();
        if (codes.contains(EXIT_CODE_OF_A_BUG)) {
            return EXIT_CODE_OF_A_BUG;
        }
        Stream.of(Failure.values())
                .filter(failure -> codes.contains(failure.exitCode()))
                .forEach(failures::add);
        return Failure.mostSevere(failures)
                .map(Failure::exitCode)
                .orElse(codes.stream().max(Integer::compare).orElse(0));
    }
}
