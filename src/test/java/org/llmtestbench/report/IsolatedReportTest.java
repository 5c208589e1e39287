package org.llmtestbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtestbench.suite.CaseJson;
import org.llmtestbench.suite.SuiteJson;
import org.llmtestbench.suite.Verdict;

class IsolatedReportTest {
    private static final CaseJson CASE = Reports.of("ping", "nano", Verdict.PASSED);

    private final List<RuntimeException> failures = new ArrayList<>();

    private ReportWriter isolated(ReportFormat kind, String path) {
        return new IsolatedReport(() -> new ReportTarget(kind, Path.of(path)).open(ReportContext.NONE), failures::add);
    }

    @Test
    void a_report_that_cannot_be_opened_is_one_failure(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        for (ReportFormat kind : ReportFormat.values()) {
            failures.clear();
            Reports.write(isolated(kind, file.resolve("r").toString()), "production", CASE, CASE);

            assertThat(failures).as(kind.label()).singleElement().isInstanceOf(UncheckedIOException.class);
        }
    }

    @Test
    void a_full_disk_is_one_failure_that_names_the_file() {
        for (ReportFormat kind : ReportFormat.values()) {
            failures.clear();
            Reports.write(isolated(kind, "/dev/full"), "production", CASE, CASE);

            assertThat(failures)
                    .as(kind.label())
                    .singleElement()
                    .satisfies(
                            failure -> assertThat(failure.getCause()).hasMessage("/dev/full: No space left on device"));
        }
    }

    @Test
    void nothing_is_written_after_a_failure() {
        List<CaseJson> seen = new ArrayList<>();
        ReportWriter report = new IsolatedReport(
                () -> new ReportWriter() {
                    @Override
                    public void begin(SuiteJson suite) {}

                    @Override
                    public void add(CaseJson result) {
                        seen.add(result);
                        throw new IllegalStateException("broken");
                    }

                    @Override
                    public void end() {
                        throw new AssertionError("The report failed before.");
                    }
                },
                failures::add);
        Reports.write(report, "production", CASE, CASE);

        assertThat(seen).hasSize(1);
        assertThat(failures).singleElement().isInstanceOf(IllegalStateException.class);
    }
}
