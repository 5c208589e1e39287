package org.llmtestbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalCheckTest {
    @TempDir
    Path folder;

    private TerminalCheck onLinux() {
        return new TerminalCheck(
                folder,
                descriptor -> {
                    throw new AssertionError("Linux does not need the command test.");
                },
                () -> {
                    throw new AssertionError("Linux does not need the console.");
                });
    }

    @ParameterizedTest
    @CsvSource({
        "/dev/pts/7, true",
        "/dev/tty1, true",
        "/dev/console, true",
        "/dev/null, false",
        "/dev/full, false",
    })
    void linux_has_the_target_of_each_descriptor(String target, boolean isTerminal) throws IOException {
        Files.createSymbolicLink(folder.resolve("1"), Path.of(target));
        assertThat(onLinux().isTerminal(1)).isEqualTo(isTerminal);
        assertThat(onLinux().target(1)).isEqualTo(target);
        assertThat(onLinux().isTerminal(2)).isFalse();
        assertThat(onLinux().target(2)).isEmpty();
    }

    @Test
    void other_unix_systems_check_each_descriptor_with_the_command_test() {
        TerminalCheck check =
                new TerminalCheck(folder.resolve("none"), descriptor -> Optional.of(descriptor == 1), () -> {
                    throw new AssertionError("The console is only the fallback.");
                });
        assertThat(check.isTerminal(1)).isTrue();
        assertThat(check.isTerminal(0)).isFalse();
    }

    @Test
    void the_java_console_is_the_fallback() {
        Path none = folder.resolve("none");
        assertThat(new TerminalCheck(none, descriptor -> Optional.empty(), () -> true).isTerminal(1))
                .isTrue();
        assertThat(new TerminalCheck(none, descriptor -> Optional.empty(), () -> false).isTerminal(1))
                .isFalse();
    }
}
