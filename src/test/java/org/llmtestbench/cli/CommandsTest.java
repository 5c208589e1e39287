package org.llmtestbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What holds of every command there is. */
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
            // one that is too long would be broken and still fit
            assertThat(footer).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
        });
    }

    @Test
    void picocli_is_new_enough_for_an_archive_of_classes() throws IOException {
        int javaFive = 49;
        try (DataInputStream type = new DataInputStream(CommandLine.class.getResourceAsStream("CommandLine.class"))) {
            assertThat(type.readInt()).isEqualTo(0xCAFEBABE);
            type.readUnsignedShort();
            assertThat(type.readUnsignedShort()).isGreaterThan(javaFive);
        }
    }
}
