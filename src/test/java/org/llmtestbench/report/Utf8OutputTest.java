package org.llmtestbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Utf8OutputTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Utf8Output sink = new Utf8Output(bytes);

    private String written() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void half_a_character_is_written_as_its_replacement() {
        sink.print("a\uD83Db😀");
        sink.println("\uDE00");
        assertThat(written()).isEqualTo("a\uFFFDb😀\uFFFD\n");
    }

    @Test
    void a_writer_joins_halves_and_replaces_those_that_stay_alone() throws IOException {
        try (Writer writer = sink.writer()) {
            writer.write("a\uD83D");
            writer.write("\uDE00b\uD83D");
            writer.write("c\uDE00");
        }
        assertThat(written()).isEqualTo("a😀b\uFFFDc\uFFFD");
    }
}
