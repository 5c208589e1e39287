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

/** Lists what a run would ask and what that could cost; sends nothing. */
record SmokeDryRun(Suite suite, List<SuiteCase> cases, TargetResolver seats, String format) {
    /**
     * A line of the list.
     *
     * @param promptTokens of all runs
     * @param maxTokens of one answer; null when it has no known bound
     * @param ceilingUsd the most that all runs can cost, retries included; null when that is not known
     */
    private record Row(
            String id, String target, int repeat, Long promptTokens, Long maxTokens, BigDecimal ceilingUsd) {}

    void write() {
        Map<SuiteTarget, ResolvedTarget> all = seats.of(cases);
        List<Row> rows = cases.stream().map(one -> row(all, one)).toList();
        StandardStreams.out()
                .print(format.equals("json") ? listing().json(rows) : listing().table(rows));
        long runs = rows.stream().mapToLong(Row::repeat).sum();
        StandardStreams.err()
                .println(suite.name() + ": " + count(rows.size(), "case") + " · " + count(runs, "call") + " · "
                        + total(rows)
                        + (cases.stream().anyMatch(one -> one.judges().findAny().isPresent()) ? ", without judges" : "")
                        + " · nothing was sent");
    }

    private static Row row(Map<SuiteTarget, ResolvedTarget> seats, SuiteCase one) {
        CostEstimate call = TargetResolver.estimate(seats, one).orElse(null);
        BigDecimal ceiling = call == null || call.ceilingUsd() == null
                ? null
                : call.ceilingUsd().multiply(BigDecimal.valueOf(one.repeat())).stripTrailingZeros();
        return new Row(
                one.id(),
                one.target().id(),
                one.repeat(),
                call == null ? null : call.promptTokens() * one.repeat(),
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
