package org.llmtestbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Utf8OutputTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Utf8Output output = new Utf8Output(bytes);

    private String written() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void an_unpaired_surrogate_is_replaced() {
        output.print("a\uD83Db😀");
        output.println("\uDE00");
        assertThat(written()).isEqualTo("a\uFFFDb😀\uFFFD\n");
    }

    @Test
    void a_writer_joins_surrogate_pairs_and_replaces_unpaired_ones() throws IOException {
        try (Writer writer = output.writer()) {
            writer.write("a\uD83D");
            writer.write("\uDE00b\uD83D");
            writer.write("c\uDE00");
        }
        assertThat(written()).isEqualTo("a😀b\uFFFDc\uFFFD");
    }
}
