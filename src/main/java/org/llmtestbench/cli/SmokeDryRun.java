package org.llmtestbench.cli;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.llmtestbench.report.TablePrinter;
import org.llmtestbench.suite.CostEstimate;
import org.llmtestbench.suite.ResolvedTarget;
import org.llmtestbench.suite.Suite;
import org.llmtestbench.suite.SuiteCase;
import org.llmtestbench.suite.SuiteTarget;
import org.llmtestbench.suite.TargetResolver;

/** Lists the cases of a run and their maximum cost; sends nothing. */
record SmokeDryRun(Suite suite, List<SuiteCase> cases, TargetResolver targets, String format) {
    /**
     * One case in the list.
     *
     * @param promptTokens the estimated tokens of the prompts of all repetitions
     * @param maxTokens the maximum number of tokens of suiteCase answer; null if unknown
     * @param ceilingUsd the maximum cost of all repetitions with retries, in US dollars; null if unknown
     */
    private record Row(
            String id, String target, int repeat, Long promptTokens, Long maxTokens, BigDecimal ceilingUsd) {}

    void write() {
        Map<SuiteTarget, ResolvedTarget> resolved = targets.resolve(cases);
        List<Row> rows = cases.stream().map(each -> row(resolved, each)).toList();
        StandardStreams.out()
                .print(format.equals("json") ? listing().json(rows) : listing().table(rows));
        long runs = rows.stream().mapToLong(Row::repeat).sum();
        StandardStreams.err()
                .println(suite.name() + ": " + count(rows.size(), "case") + " · " + count(runs, "call") + " · "
                        + total(rows)
                        + (cases.stream()
                                        .anyMatch(
                                                each -> each.judges().findAny().isPresent())
                                ? ", without judges"
                                : "")
                        + " · nothing was sent");
    }

    private static Row row(Map<SuiteTarget, ResolvedTarget> targets, SuiteCase suiteCase) {
        CostEstimate call = TargetResolver.estimate(targets, suiteCase).orElse(null);
        BigDecimal ceiling = call == null || call.ceilingUsd() == null
                ? null
                : call.ceilingUsd()
                        .multiply(BigDecimal.valueOf(suiteCase.repeat()))
                        .stripTrailingZeros();
        return new Row(
                suiteCase.id(),
                suiteCase.target().id(),
                suiteCase.repeat(),
                call == null ? null : call.promptTokens() * suiteCase.repeat(),
                call == null ? null : call.maxTokens(),
                ceiling);
    }

    private static String total(List<Row> rows) {
        BigDecimal sum =
                rows.stream().map(Row::ceilingUsd).filter(Objects::nonNull).reduce(BigDecimal.ZERO, BigDecimal::add);
        long unknown = rows.stream().filter(row -> row.ceilingUsd() == null).count();
        return "at most $" + sum.stripTrailingZeros().toPlainString()
                + (unknown == 0 ? "" : ", without " + count(unknown, "case") + " of unknown cost");
    }

    private static String count(long number, String word) {
        return number + " " + word + (number == 1 ? "" : "s");
    }

    private static TablePrinter<Row> listing() {
        return new TablePrinter<Row>()
                .column("case", Row::id)
                .column("target", Row::target)
                .column("calls", Row::repeat)
                .column("prompt tokens", Row::promptTokens)
                .column("max tokens", Row::maxTokens)
                .column(
                        "cost at most",
                        row -> row.ceilingUsd() == null
                                ? null
                                : "$" + row.ceilingUsd().toPlainString());
    }
}
