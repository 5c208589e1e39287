package org.llmtestbench.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The command-line arguments in UTF-8. Java decodes them with the charset of the locale. Without a locale, as under
 * cron, it replaces every byte outside ASCII with a replacement character; on Linux the original bytes are still in
 * {@code /proc}.
 */
final class Arguments {
    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");
    private static final String REPLACEMENT = "\uFFFD";

    private Arguments() {}

    /** Returns these arguments with the replaced characters restored, if possible. */
    static String[] fromCommandLine(String... args) {
        // joined, not streamed: the first lambda of a process takes 20 ms
        boolean replaced = String.join("", args).contains(REPLACEMENT);
        if (!replaced || !Files.isReadable(COMMAND_LINE)) {
            return args;
        }
        try {
            String commandLine = Files.readString(COMMAND_LINE, StandardCharsets.UTF_8);
            String[] original =
                    commandLine.substring(0, commandLine.length() - 1).split("\0", -1);
            return Arrays.copyOfRange(original, original.length - args.length, original.length);
        } catch (IOException notUtf8) {
            return args;
        }
    }
}
