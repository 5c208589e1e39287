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

    private void appendText(String text) throws IOException {
        Files.writeString(history.file("production"), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Test
    void appended_runs_are_read_oldest_first() {
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
    void each_suite_has_its_own_history() {
        history.append(ended(0, 1));
        assertThat(history.runs("Production", warnings::add)).isEmpty();
    }

    @Test
    void invalid_lines_are_skipped_with_a_warning() throws IOException {
        history.append(ended(0, 1));
        appendText("not json\n{\"suite\":\"production\"}\nnull\n\n");
        history.append(ended(0, 2));
        assertThat(runs()).containsExactly(ended(0, 1), ended(0, 2));
        assertThat(warnings)
                .first()
                .asString()
                .isEqualTo(history.file("production") + ":2 is not valid and was skipped.");
    }

    @Test
    void a_truncated_line_of_a_killed_run_does_not_damage_the_next_line() throws IOException {
        appendText("{\"schema_version\":1,\"suite\":\"prod");
        history.append(ended(0, 2));
        assertThat(runs()).containsExactly(ended(0, 2));
        assertThat(warnings).hasSize(1);
    }

    @Test
    void keys_of_a_later_version_are_ignored() throws IOException {
        appendText("{\"schema_version\":1,\"suite\":\"production\",\"started_at\":\"2026-11-27T11:00:00Z\","
                + "\"exit_code\":0,\"cases\":[{\"id\":\"ping\",\"target\":\"nano\",\"verdict\":\"passed\",\"new\":1,"
                + "\"cost_usd\":{\"median\":1,\"values\":[1],\"new\":[]}}],\"new\":{}}\n");
        assertThat(runs()).hasSize(1);
    }

    @Test
    void only_the_last_runs_are_read() {
        IntStream.range(0, History.MAX_RUNS + 5).forEach(i -> history.append(ended(i, 0)));
        assertThat(runs()).hasSize(History.MAX_RUNS).first().isEqualTo(ended(5, 0));
    }

    @Test
    void concurrent_writers_do_not_mix_their_lines() {
        IntStream.range(0, 40).parallel().forEach(i -> history.append(ended(i, 0, ttft(1, 2, 3))));
        assertThat(runs()).hasSize(40);
        assertThat(warnings).isEmpty();
    }

    @Test
    void a_file_that_is_too_large_loses_its_oldest_lines() throws IOException {
        Path file = folder.resolve("x.jsonl");
        JsonlFile jsonl = new JsonlFile(file, 100);
        for (int i = 0; i < 50; i++) {
            jsonl.append("line " + i);
            assertThat(Files.size(file)).isLessThanOrEqualTo(100);
        }
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).last().isEqualTo("line 49");
        assertThat(lines.get(0)).matches("line \\d+");
        assertThat(lines).hasSizeGreaterThan(5);
    }

    @Test
    void a_line_that_exceeds_the_limit_is_the_only_line() throws IOException {
        Path file = folder.resolve("x.jsonl");
        JsonlFile jsonl = new JsonlFile(file, 10);
        jsonl.append("a");
        jsonl.append("a very long line");
        assertThat(Files.readAllLines(file)).containsExactly("a very long line");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc/passwd", "a/b", "", "CON", "con", "Über", "..", "a\0b", "x y", "-"})
    void unsafe_names_become_safe_file_names(String name) {
        assertThat(SafeFileName.of(name)).matches("suite-[a-z0-9-]*-[0-9a-f]{12}");
        assertThat(SafeFileName.of(name + name)).isNotEqualTo(name.isEmpty() ? null : SafeFileName.of(name));
    }

    @Test
    void safe_names_are_not_changed() {
        assertThat(SafeFileName.of("smoke-openai_2")).isEqualTo("smoke-openai_2");
        assertThat(SafeFileName.of("x".repeat(5000))).hasSizeLessThan(70);
    }

    @Test
    void a_folder_that_cannot_be_created_is_rejected() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> new History(file))
                .isInstanceOfSatisfying(
                        ProviderException.class, e -> assertThat(e.failure()).isEqualTo(Failure.USAGE))
                .hasMessageContaining(file.toString());
    }

    @Test
    void many_values_are_thinned_out_evenly_and_invalid_values_are_omitted() {
        MetricSamples samples = MetricSamples.of(
                IntStream.range(0, 100).mapToObj(i -> (double) i).toList());
        assertThat(samples.values()).hasSize(MetricSamples.MAX_VALUES).startsWith(0.0, 5.0, 10.0);
        assertThat(samples.median()).isEqualTo(49.5);
        List<Double> invalid = new ArrayList<>(List.of(Double.NaN, Double.POSITIVE_INFINITY));
        invalid.add(null);
        assertThat(MetricSamples.of(invalid)).isNull();
    }
}
