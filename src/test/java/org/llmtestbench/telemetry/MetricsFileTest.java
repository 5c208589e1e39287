package org.llmtestbench.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsFileTest {
    private static final PrometheusPage PAGE =
            new PrometheusPage("text/plain", "a 1\n".getBytes(StandardCharsets.UTF_8));

    @TempDir
    Path folder;

    @Test
    void a_file_is_replaced_and_no_temporary_file_is_left() throws IOException {
        Path file = Files.writeString(folder.resolve("a.prom"), "much longer than the new one\n");

        new MetricsFile(file).prepare();
        new MetricsFile(file).write(PAGE);

        assertThat(file).hasContent("a 1");
        assertThat(names()).containsExactly("a.prom");
    }

    @Test
    void a_symbolic_link_is_kept() throws IOException {
        Path real = Files.writeString(folder.resolve("real.prom"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.prom"), real);

        new MetricsFile(link).write(PAGE);

        assertThat(link).isSymbolicLink();
        assertThat(real).hasContent("a 1");
    }

    @Test
    void a_name_without_a_folder_is_in_the_current_folder() {
        assertThatCode(() -> new MetricsFile(Path.of("a.prom")).prepare()).doesNotThrowAnyException();
    }

    @Test
    void a_failed_write_leaves_no_file() throws IOException {
        Path file = folder.resolve("gone").resolve("a.prom");

        assertThatThrownBy(() -> new MetricsFile(file).write(PAGE))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(file + ": no such file or folder");
        assertThat(names()).isEmpty();
    }

    @Test
    void a_missing_folder_is_rejected_before_the_run() {
        Path file = folder.resolve("gone").resolve("a.prom");

        assertThatThrownBy(() -> new MetricsFile(file).prepare())
                .hasMessage(
                        "The metrics file " + file + " can't be written: there is no folder " + file.getParent() + ".");
    }

    private Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        }
    }
}
