package org.llmtestbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Checks that apply to every command. */
class CommandsTest {
    private static Stream<CommandLine> all(CommandLine line) {
        return Stream.concat(
                Stream.of(line), line.getSubcommands().values().stream().flatMap(CommandsTest::all));
    }

    @Test
    void every_help_fits_80_columns_and_has_examples() {
        assertThat(all(CommandLineTool.commandLine())).hasSizeGreaterThan(10).allSatisfy(command -> {
            List<String> lines = command.getUsageMessage().lines().toList();
            assertThat(lines).contains("Examples:");
            assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
            String[] footer = command.getCommandSpec().usageMessage().footer();
            // picocli wraps a line that is too long, so the usage message alone would not show it
            assertThat(footer).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
        });
    }

    @Test
    void picocli_classes_are_new_enough_for_a_class_data_archive() throws IOException {
        int javaFive = 49;
        try (DataInputStream type = new DataInputStream(CommandLine.class.getResourceAsStream("CommandLine.class"))) {
            assertThat(type.readInt()).isEqualTo(0xCAFEBABE);
            type.readUnsignedShort();
            assertThat(type.readUnsignedShort()).isGreaterThan(javaFive);
        }
    }
}
