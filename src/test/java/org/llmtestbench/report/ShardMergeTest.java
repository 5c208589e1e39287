package org.llmtestbench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtestbench.suite.CaseJson;
import org.llmtestbench.suite.ShardJson;
import org.llmtestbench.suite.SuiteJson;
import org.llmtestbench.suite.Verdict;

class ShardMergeTest {
    private static final ReportFormat[] KINDS = {
        ReportFormat.JSON, ReportFormat.JUNIT, ReportFormat.JSONL, ReportFormat.MD, ReportFormat.HTML
    };

    @TempDir
    Path folder;

    private static SuiteJson head(List<CaseJson> cases, ShardJson shard) {
        SuiteJson head = Reports.suite("production", cases.toArray(CaseJson[]::new));
        SuiteJson.Summary s = head.summary();
        int mostSevere = s.errored() > 0 ? 7 : s.failed() > 0 ? 20 : 0;
        BigDecimal cost = new BigDecimal("0.00010").multiply(BigDecimal.valueOf(cases.size()));
        return new SuiteJson(
                1,
                head.suite(),
                head.startedAt(),
                head.durationMs(),
                mostSevere,
                new SuiteJson.Summary(
                        s.total(),
                        s.passed(),
                        s.failed(),
                        s.errored(),
                        s.flaky(),
                        s.silent(),
                        s.notRun(),
                        cost.stripTrailingZeros()),
                shard);
    }

    private void write(Path file, ReportFormat kind, ReportContext context, List<CaseJson> cases, ShardJson shard) {
        ReportWriter report = new ReportTarget(kind, file).open(context);
        report.begin(head(cases, shard));
        cases.forEach(report::add);
        report.end();
    }

    private Path shard(int number, int of, List<CaseJson> all, List<Integer> places) {
        Path file = folder.resolve("shard-" + number + ".json");
        List<CaseJson> cases = places.stream().map(all::get).toList();
        write(file, ReportFormat.JSON, notes(cases), cases, new ShardJson(number, of, places));
        return file;
    }

    private static ReportContext notes(List<CaseJson> cases) {
        boolean incomplete = cases.stream().anyMatch(result -> result.verdict() == Verdict.NOT_RUN);
        return new ReportContext(List.of(), incomplete ? List.of("Stopped by the budget.") : List.of());
    }

    private void merge(List<Path> shards) {
        new ReportMerger(shards)
                .into(context -> Stream.of(KINDS)
                        .map(kind -> new ReportTarget(kind, folder.resolve("merged." + kind.label())).open(context))
                        .toList());
    }

    @RepeatedTest(40)
    void shards_in_any_order_produce_exactly_the_report_of_the_whole_run(RepetitionInfo repetition) throws IOException {
        Random random = new Random(repetition.getCurrentRepetition());
        List<CaseJson> all = IntStream.range(0, random.nextInt(25))
                .mapToObj(i -> Reports.of(
                        "case-" + i % 9, "target-" + i / 9, Verdict.values()[random.nextInt(Verdict.values().length)]))
                .toList();
        int of = 1 + random.nextInt(6);
        List<List<Integer>> places = new ArrayList<>();
        IntStream.range(0, of).forEach(i -> places.add(new ArrayList<>()));
        IntStream.range(0, all.size())
                .forEach(i -> places.get(random.nextInt(of)).add(i));
        List<Path> shards = new ArrayList<>();
        for (int i = 0; i < of; i++) {
            shards.add(shard(i + 1, of, all, places.get(i)));
        }
        Collections.shuffle(shards, random);

        merge(shards);

        for (ReportFormat kind : KINDS) {
            Path whole = folder.resolve("whole." + kind.label());
            write(whole, kind, notes(all), all, null);
            assertThat(Files.readString(folder.resolve("merged." + kind.label()), StandardCharsets.UTF_8))
                    .isEqualTo(Files.readString(whole, StandardCharsets.UTF_8));
        }
    }

    private static List<CaseJson> threeCases() {
        return List.of(
                Reports.of("a", "nano", Verdict.PASSED),
                Reports.of("b", "nano", Verdict.PASSED),
                Reports.of("c", "nano", Verdict.PASSED));
    }

    private void assertRejected(String message, Path... shards) {
        assertThatThrownBy(() -> merge(List.of(shards))).hasMessage(message);
        assertThat(folder.resolve("merged.json")).doesNotExist();
    }

    @Test
    void a_missing_shard_is_reported() {
        assertRejected("The report of shard 1/3, 3/3 is missing.", shard(2, 3, threeCases(), List.of(0, 1)));
    }

    @Test
    void the_same_shard_twice_is_rejected() throws IOException {
        Path first = shard(1, 2, threeCases(), List.of(0));
        Path copy = Files.copy(first, folder.resolve("copy.json"));
        assertRejected(first + " and " + copy + " are both shard 1/2.", first, copy);
    }

    @Test
    void shards_of_different_splits_are_rejected() {
        Path first = shard(1, 2, threeCases(), List.of(0));
        Path other = shard(2, 3, threeCases(), List.of(1, 2));
        assertRejected(other + " is shard 2/3, but another report is of a run in 2 shards.", first, other);
    }

    @Test
    void a_shard_and_a_whole_run_are_rejected() {
        Path first = shard(1, 2, threeCases(), List.of(0));
        Path whole = folder.resolve("whole.json");
        write(whole, ReportFormat.JSON, ReportContext.NONE, threeCases(), null);
        assertRejected(whole + " is the report of a whole run, but other reports are of shards.", first, whole);
    }

    @Test
    void shards_of_different_suites_with_the_same_name_are_rejected() {
        Path first = shard(1, 2, threeCases(), List.of(0, 1));
        Path second = shard(2, 2, threeCases(), List.of(1, 2));
        assertRejected(
                "These shards are not of the same run: their cases do not form one suite (see place 1 in " + second
                        + ").",
                first,
                second);
    }
}
