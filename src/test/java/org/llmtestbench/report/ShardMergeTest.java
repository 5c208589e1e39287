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
        boolean stopped = cases.stream().anyMatch(one -> one.verdict() == Verdict.NOT_RUN);
        return new ReportContext(List.of(), stopped ? List.of("Stopped by the budget.") : List.of());
    }

    private void merge(List<Path> shards) {
        new ReportMerger(shards)
                .into(context -> Stream.of(KINDS)
                        .map(kind -> new ReportTarget(kind, folder.resolve("merged." + kind.label())).open(context))
                        .toList());
    }

    @RepeatedTest(40)
    void shards_in_any_order_make_the_report_of_the_whole_run_byte_for_byte(RepetitionInfo repetition)
            throws IOException {
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

    private static List<CaseJson> three() {
        return List.of(
                Reports.of("a", "nano", Verdict.PASSED),
                Reports.of("b", "nano", Verdict.PASSED),
                Reports.of("c", "nano", Verdict.PASSED));
    }

    private void assertRefused(String message, Path... shards) {
        assertThatThrownBy(() -> merge(List.of(shards))).hasMessage(message);
        assertThat(folder.resolve("merged.json")).doesNotExist();
    }

    @Test
    void a_missing_shard_is_not_passed_over() {
        assertRefused("The report of shard 1/3, 3/3 is missing.", shard(2, 3, three(), List.of(0, 1)));
    }

    @Test
    void a_shard_does_not_count_twice() throws IOException {
        Path one = shard(1, 2, three(), List.of(0));
        Path copy = Files.copy(one, folder.resolve("copy.json"));
        assertRefused(one + " and " + copy + " are both shard 1/2.", one, copy);
    }

    @Test
    void shards_of_different_splits_do_not_mix() {
        Path one = shard(1, 2, three(), List.of(0));
        Path other = shard(2, 3, three(), List.of(1, 2));
        assertRefused(other + " is shard 2/3 of a run, others are of 2.", one, other);
    }

    @Test
    void a_shard_does_not_mix_with_a_whole_run() {
        Path one = shard(1, 2, three(), List.of(0));
        Path whole = folder.resolve("whole.json");
        write(whole, ReportFormat.JSON, ReportContext.NONE, three(), null);
        assertRefused(whole + " is about a whole run, the others are about shards of one.", one, whole);
    }

    @Test
    void shards_of_different_suites_of_one_name_do_not_mix() {
        Path one = shard(1, 2, three(), List.of(0, 1));
        Path two = shard(2, 2, three(), List.of(1, 2));
        assertRefused(
                "These shards are not of the same run: their cases do not make one suite (see place 1 of " + two + ").",
                one,
                two);
    }
}
