package org.llmtestbench.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.llmtestbench.suite.Runs.ended;
import static org.llmtestbench.suite.Runs.ttft;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;

class HistoryTest {
    @TempDir
    Path folder;

    private final List<String> warnings = new ArrayList<>();
    private History history;

    @BeforeEach
    void open() {
        history = new History(folder.resolve("a/b"));
    }

    private List<RunRecord> runs() {
        return history.runs("production", warnings::add);
    }

    private void spoil(String text) throws IOException {
        Files.writeString(history.file("production"), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Test
    void what_was_kept_is_read_back_oldest_first() {
        RunRecord first = ended(20, 1, Runs.ping(Verdict.NOT_RUN), ttft(1.5, 2.25));
        RunRecord second = ended(0, 2, Runs.ping(Verdict.SILENT, "b", "a"));
        history.append(first);
        history.append(second);
        assertThat(runs()).containsExactly(first, second);
        assertThat(warnings).isEmpty();
    }

    @Test
    void a_suite_that_never_ran_has_no_runs() {
        assertThat(runs()).isEmpty();
    }

    @Test
    void suites_do_not_see_each_other() {
        history.append(ended(0, 1));
        assertThat(history.runs("Production", warnings::add)).isEmpty();
    }

    @Test
    void damaged_lines_are_passed_over_with_a_warning() throws IOException {
        history.append(ended(0, 1));
        spoil("not json\n{\"suite\":\"production\"}\nnull\n\n");
        history.append(ended(0, 2));
        assertThat(runs()).containsExactly(ended(0, 1), ended(0, 2));
        assertThat(warnings)
                .first()
                .asString()
                .isEqualTo(history.file("production") + ":2 is damaged and was passed over.");
    }

    @Test
    void half_a_line_of_a_killed_run_does_not_spoil_the_next() throws IOException {
        spoil("{\"schema_version\":1,\"suite\":\"prod");
        history.append(ended(0, 2));
        assertThat(runs()).containsExactly(ended(0, 2));
        assertThat(warnings).hasSize(1);
    }

    @Test
    void keys_of_a_later_version_do_not_matter() throws IOException {
        spoil("{\"schema_version\":1,\"suite\":\"production\",\"started_at\":\"2026-11-27T11:00:00Z\",\"exit_code\":0,"
                + "\"cases\":[{\"id\":\"ping\",\"target\":\"nano\",\"verdict\":\"passed\",\"new\":1,"
                + "\"cost_usd\":{\"median\":1,\"values\":[1],\"new\":[]}}],\"new\":{}}\n");
        assertThat(runs()).hasSize(1);
    }

    @Test
    void only_the_last_runs_are_read() {
        IntStream.range(0, History.READ + 5).forEach(i -> history.append(ended(i, 0)));
        assertThat(runs()).hasSize(History.READ).first().isEqualTo(ended(5, 0));
    }

    @Test
    void writers_do_not_mix() {
        IntStream.range(0, 40).parallel().forEach(i -> history.append(ended(i, 0, ttft(1, 2, 3))));
        assertThat(runs()).hasSize(40);
        assertThat(warnings).isEmpty();
    }

    @Test
    void a_file_that_grew_too_large_loses_its_oldest_lines() throws IOException {
        Path file = folder.resolve("x.jsonl");
        JsonlFile journal = new JsonlFile(file, 100);
        for (int i = 0; i < 50; i++) {
            journal.append("line " + i);
            assertThat(Files.size(file)).isLessThanOrEqualTo(100);
        }
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).last().isEqualTo("line 49");
        assertThat(lines.get(0)).matches("line \\d+");
        assertThat(lines).hasSizeGreaterThan(5);
    }

    @Test
    void a_line_larger_than_the_file_may_be_is_kept_alone() throws IOException {
        Path file = folder.resolve("x.jsonl");
        JsonlFile journal = new JsonlFile(file, 10);
        journal.append("a");
        journal.append("a very long line");
        assertThat(Files.readAllLines(file)).containsExactly("a very long line");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc/passwd", "a/b", "", "CON", "con", "Über", "..", "a\0b", "x y", "-"})
    void names_that_no_file_should_have_become_safe_ones(String name) {
        assertThat(SafeFileName.of(name)).matches("suite-[a-z0-9-]*-[0-9a-f]{12}");
        assertThat(SafeFileName.of(name + name)).isNotEqualTo(name.isEmpty() ? null : SafeFileName.of(name));
    }

    @Test
    void plain_names_stay() {
        assertThat(SafeFileName.of("smoke-openai_2")).isEqualTo("smoke-openai_2");
        assertThat(SafeFileName.of("x".repeat(5000))).hasSizeLessThan(70);
    }

    @Test
    void a_folder_that_cannot_be_is_refused_before_anything_runs() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> new History(file))
                .isInstanceOfSatisfying(
                        ProviderException.class, e -> assertThat(e.failure()).isEqualTo(Failure.USAGE))
                .hasMessageContaining(file.toString());
    }

    @Test
    void many_values_are_thinned_out_evenly_and_nonsense_is_left_out() {
        MetricSamples series = MetricSamples.of(
                IntStream.range(0, 100).mapToObj(i -> (double) i).toList());
        assertThat(series.values()).hasSize(MetricSamples.KEPT).startsWith(0.0, 5.0, 10.0);
        assertThat(series.median()).isEqualTo(49.5);
        List<Double> nonsense = new ArrayList<>(List.of(Double.NaN, Double.POSITIVE_INFINITY));
        nonsense.add(null);
        assertThat(MetricSamples.of(nonsense)).isNull();
    }
}
