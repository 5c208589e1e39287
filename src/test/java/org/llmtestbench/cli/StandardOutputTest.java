package org.llmtestbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandardOutputTest {
    /** A stream that fails with this message, which depends on the language of the system. */
    private static OutputStream failing(String message) {
        return new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException(message);
            }
        };
    }

    @Test
    void a_closed_pipe_is_detected_in_any_language_and_only_drops_the_output() {
        StandardOutput pipe = new StandardOutput(failing("Relais brisé (pipe)"), e -> true);
        assertThatCode(() -> {
                    pipe.write(new byte[1]);
                    pipe.write(1);
                    pipe.flush();
                })
                .doesNotThrowAnyException();
    }

    @Test
    void a_closed_pipe_gets_no_further_writes() throws IOException {
        AtomicInteger writes = new AtomicInteger();
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                writes.incrementAndGet();
                throw new IOException("Broken pipe");
            }
        };
        StandardOutput pipe = new StandardOutput(closed, e -> true);
        pipe.write(1);
        pipe.write(1);

        assertThat(writes).hasValue(1);
    }

    @Test
    void a_full_disk_is_not_a_closed_pipe_even_with_the_same_message() {
        StandardOutput file = new StandardOutput(failing("Broken pipe"), e -> false);
        assertThatThrownBy(() -> file.write(new byte[1])).isExactlyInstanceOf(IOException.class);
    }

    @Test
    void files_and_devices_have_a_position(@TempDir Path folder) throws IOException {
        try (FileOutputStream file = new FileOutputStream(folder.resolve("file").toFile());
                FileOutputStream device = new FileOutputStream("/dev/null")) {
            assertThat(StandardOutput.isStream(file)).isFalse();
            assertThat(StandardOutput.isStream(device)).isFalse();
        }
    }
}
