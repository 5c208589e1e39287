package org.llmtestbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtestbench.cli.StandardOutput.ReaderGoneException;

class StandardOutputTest {
    /** A stream that fails with the words of the system's language. */
    private static OutputStream failing(String words) {
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                throw new IOException(words);
            }
        };
    }

    @Test
    void a_closed_pipe_is_known_in_any_language() {
        StandardOutput pipe = new StandardOutput(failing("Relais brisé (pipe)"), e -> true);
        assertThatThrownBy(() -> pipe.write(new byte[1]))
                .isInstanceOf(ReaderGoneException.class)
                .hasMessage("Relais brisé (pipe)");
        assertThatThrownBy(() -> pipe.write(1)).isInstanceOf(ReaderGoneException.class);
    }

    @Test
    void a_full_disk_is_no_closed_pipe_whatever_it_is_called() {
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
