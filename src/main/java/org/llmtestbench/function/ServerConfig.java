package org.llmtestbench.function;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.llmtestbench.provider.SettingsLoader;
import org.llmtestbench.provider.SettingsReader;

/**
 * How the function behaves, from the keys of the configuration that belong to no table.
 *
 * @param host the address it listens at
 * @param port 0 for any free one
 * @param heartbeat how long a stream may be silent before a comment says that it lives
 * @param grace how long what is under way may go on once the process is told to end
 * @param maxBody bytes of a request's body at most
 * @param logContent whether prompts and answers may stand in the log
 */
public record ServerConfig(String host, int port, Duration heartbeat, Duration grace, int maxBody, boolean logContent) {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})\\s*(B|KB|MB)?", Pattern.CASE_INSENSITIVE);
    private static final int LARGEST_PORT = 65_535;

    /**
     * Reads them; fails with the place of a value that can't be used.
     *
     * @param flags values that win over all others, by key
     */
    public static ServerConfig of(SettingsLoader settings, Map<String, String> flags) {
        return of(settings.root(flags), settings.environment());
    }

    /** Reads them from our keys and, where platforms have names of their own, from theirs. */
    public static ServerConfig of(SettingsReader from, SettingsReader foreign) {
        return new ServerConfig(
                from.text("host", "127.0.0.1"),
                port(from, foreign),
                from.time("heartbeat", Duration.ofSeconds(15)),
                from.read("grace", text -> SettingsLoader.duration(text).orElse(null), "Write a duration such as 30s.")
                        .orElse(Duration.ofSeconds(30)),
                from.read("max_body", ServerConfig::bytes, "Write a size such as 512KB or 1MB, up to 64MB.")
                        .orElse(1 << 20),
                from.flag("log_content", false));
    }

    /** Container platforms say by {@code PORT} where they will ask. */
    private static int port(SettingsReader ours, SettingsReader foreign) {
        String hint = "Write a number from 0 to " + LARGEST_PORT + "; 0 is any free one.";
        return ours.read("port", ServerConfig::number, hint)
                .or(() -> foreign.read("PORT", ServerConfig::number, hint))
                .orElse(8080);
    }

    private static Integer number(String text) {
        return text.matches("\\d{1,5}") && Integer.parseInt(text) <= LARGEST_PORT ? Integer.valueOf(text) : null;
    }

    private static Integer bytes(String text) {
        Matcher size = SIZE.matcher(text.strip());
        if (!size.matches()) {
            return null;
        }
        String unit = size.group(2) == null ? "B" : size.group(2).toUpperCase(Locale.ROOT);
        int shift = unit.equals("MB") ? 20 : unit.equals("KB") ? 10 : 0;
        long bytes = Long.parseLong(size.group(1)) << shift;
        return bytes > 0 && bytes <= 64L << 20 ? (int) bytes : null;
    }
}
