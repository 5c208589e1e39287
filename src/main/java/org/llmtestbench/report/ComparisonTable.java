package org.llmtestbench.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.llmtestbench.provider.CompletionResponse;
import org.llmtestbench.provider.FinishReason;
import org.llmtestbench.provider.Timings;
import org.llmtestbench.runner.Outcome;
import org.llmtestbench.runner.Target;

/** Writes the answers of several targets to one prompt, each under its name, and a table that compares them. */
public final class ComparisonTable {
    private static final String UNKNOWN = "–";

    private record Column(String title, Function<Outcome, Optional<String>> value) {}

    private static final List<Column> COLUMNS = List.of(
            new Column("", outcome -> Optional.of(name(outcome.target()))),
            new Column(
                    "tokens",
                    outcome -> answer(outcome).map(CompletionResponse::usage).map(HumanFormatter::tokens)),
            new Column("first token", outcome -> time(outcome, Timings::ttft)),
            new Column("total", outcome -> time(outcome, Timings::total)),
            new Column("tokens/s", ComparisonTable::rate),
            new Column("cost", ComparisonTable::cost),
            new Column("end", outcome -> Optional.of(end(outcome))));

    private final Utf8Output out;

    /** Writes to {@code out}. */
    public ComparisonTable(Utf8Output out) {
        this.out = out;
    }

    /** Writes all answers, then the table. */
    public void write(List<Outcome> outcomes) {
        for (Outcome outcome : outcomes) {
            String text = outcome.response().map(CompletionResponse::content).orElse("");
            out.print("── " + name(outcome.target()) + "\n" + (text.isEmpty() ? "" : text + "\n") + "\n");
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(COLUMNS.stream().map(Column::title).toList());
        for (Outcome outcome : outcomes) {
            rows.add(COLUMNS.stream()
                    .map(column -> column.value().apply(outcome).orElse(UNKNOWN))
                    .toList());
        }
        out.print(Table.of(rows));
    }

    /** The name of a target, such as {@code openai/gpt-6-luna}. */
    public static String name(Target target) {
        return target.model() == null ? target.provider() : target.provider() + "/" + target.model();
    }

    private static Optional<CompletionResponse> answer(Outcome outcome) {
        return outcome.failed().isPresent() ? Optional.empty() : outcome.response();
    }

    private static Optional<String> time(Outcome outcome, Function<Timings, Duration> timing) {
        return answer(outcome).map(CompletionResponse::timings).map(timing).map(HumanFormatter::time);
    }

    private static Optional<String> rate(Outcome outcome) {
        return answer(outcome)
                .map(answer -> answer.timings().tokensPerSecond(answer.usage()))
                .map(rate -> String.valueOf(Math.round(rate)));
    }

    private static Optional<String> cost(Outcome outcome) {
        return answer(outcome).filter(answer -> answer.costUsd() != null).map(HumanFormatter::cost);
    }

    private static String end(Outcome outcome) {
        return outcome.failed()
                .map(failed -> failed.failure().name())
                .or(() ->
                        outcome.response().map(CompletionResponse::finishReason).map(FinishReason::label))
                .orElse(UNKNOWN);
    }
}
