package org.llmtestbench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.suite.CaseJson;
import org.llmtestbench.suite.SuiteJson;
import org.llmtestbench.suite.Verdict;

class ReportTargetTest {
    private static final Path FULL_DEVICE = Path.of("/dev/full");

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void the_kind_and_the_file_are_parsed(ReportFormat kind) {
        assertThat(ReportTarget.parse(kind.label() + "=out/a=b.x"))
                .isEqualTo(new ReportTarget(kind, Path.of("out/a=b.x")));
    }

    @ParameterizedTest
    @CsvSource({
        "jnit=x, 'Unknown kind of report ''jnit''. Did you mean ''junit''?'",
        "html5=x, 'Unknown kind of report ''html5''. Did you mean ''html''?'",
        "out.xml, 'Unknown kind of report ''out.xml''.'",
        "json, 'The report ''json'' has no file.'",
        "json= , 'The report ''json='' has no file.'",
        "'', 'Unknown kind of report ''''.'"
    })
    void an_invalid_value_is_rejected_with_the_most_similar_kind(String value, String message) {
        assertThatThrownBy(() -> ReportTarget.parse(value))
                .isInstanceOfSatisfying(ProviderException.class, e -> {
                    assertThat(e.failure()).isEqualTo(Failure.USAGE);
                    assertThat(e.hint()).isPresent();
                })
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b/c.json", "c.json"})
    void missing_folders_are_created_before_the_run(String path) {
        ReportTarget target = new ReportTarget(ReportFormat.JSON, folder.resolve(path));
        target.prepare();
        assertThat(folder.resolve(path)).doesNotExist();
        assertThat(folder.resolve(path).getParent()).isDirectory();
    }

    @Test
    void a_file_that_cannot_be_written_is_rejected_before_the_run() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        for (Path wrong : new Path[] {folder, file.resolve("x.json")}) {
            assertThatThrownBy(() -> new ReportTarget(ReportFormat.JSON, wrong).prepare())
                    .isInstanceOf(ProviderException.class)
                    .hasMessageStartingWith("The report " + wrong + " can't be written: ");
        }
    }

    @Test
    void a_complete_report_replaces_the_previous_one() throws IOException {
        Path file = Files.writeString(folder.resolve("x.json"), "previous");
        ReportWriter report = new ReportTarget(ReportFormat.JSON, file).open(ReportContext.NONE);
        report.begin(Reports.suite("production"));
        report.add(Reports.of("ping", "nano", Verdict.PASSED));
        assertThat(file).hasContent("previous");
        report.end();
        assertThat(file).content().startsWith("{").endsWith("}\n");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void a_failed_report_keeps_the_previous_one_and_leaves_no_temporary_file() throws IOException {
        Path file = Files.writeString(folder.resolve("x.json"), "previous");
        ReportWriter broken = new AtomicFileReport(file, out -> new ReportWriter() {
            @Override
            public void begin(SuiteJson suite) {}

            @Override
            public void add(CaseJson result) {
                throw new IllegalStateException("a bug");
            }

            @Override
            public void end() {}
        });
        broken.begin(Reports.suite("production"));
        assertThatThrownBy(() -> broken.add(null)).hasMessage("a bug");
        assertThat(file).hasContent("previous");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void a_symbolic_link_stays_a_link() throws IOException {
        Path real = Files.writeString(folder.resolve("real.json"), "previous");
        Path link = Files.createSymbolicLink(folder.resolve("link.json"), real);
        Reports.write(new ReportTarget(ReportFormat.JSON, link).open(ReportContext.NONE), "production");
        assertThat(link).isSymbolicLink();
        assertThat(real).content().startsWith("{");
    }

    static boolean hasFullDevice() {
        return Files.exists(FULL_DEVICE);
    }

    @ParameterizedTest
    @EnumSource
    @EnabledIf("hasFullDevice")
    void a_full_disk_is_reported(ReportFormat kind) {
        assertThatThrownBy(() -> Reports.write(
                        new ReportTarget(kind, FULL_DEVICE).open(ReportContext.NONE), "production", Reports.all()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("No space left on device");
    }
}
