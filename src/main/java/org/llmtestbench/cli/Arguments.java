package org.llmtestbench.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The arguments as they were typed. Java decodes them by the locale and, without one, as under cron, makes every byte
 * beyond ASCII a replacement character; Linux still has the bytes.
 */
final class Arguments {
    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");
    private static final String LOST = "\uFFFD";

    private Arguments() {}

    /** These arguments, with the lost characters where they can be had. */
    static String[] fromCommandLine(String... args) {
        // joined, not streamed: the first lambda costs a process 20 ms
        boolean lost = String.join("", args).contains(LOST);
        if (!lost || !Files.isReadable(COMMAND_LINE)) {
            return args;
        }
        try {
            String all = Files.readString(COMMAND_LINE, StandardCharsets.UTF_8);
            String[] typed = all.substring(0, all.length() - 1).split("\0", -1);
            return Arrays.copyOfRange(typed, typed.length - args.length, typed.length);
        } catch (IOException notUtf8) {
            return args;
        }
    }
}
