package org.llmtestbench.function;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.llmtestbench.provider.SettingsLoader;
import org.llmtestbench.provider.SettingsReader;

/**
 * The settings of the server, from the top-level keys of the configuration.
 *
 * @param host the address to bind
 * @param port the port to bind; 0 for any free port
 * @param heartbeat the time without an event after which a stream sends a comment
 * @param grace the time that running requests may take after the start of a shutdown
 * @param maxBody the maximum size of a request body in bytes
 * @param logContent whether the access log contains prompts and answers
 */
public record ServerConfig(String host, int port, Duration heartbeat, Duration grace, int maxBody, boolean logContent) {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})\\s*(B|KB|MB)?", Pattern.CASE_INSENSITIVE);
    private static final int MAX_PORT = 65_535;

    /**
     * Reads the settings; the error for an invalid value names its location.
     *
     * @param flags values that take precedence over all others, by key
     */
    public static ServerConfig of(SettingsLoader settings, Map<String, String> flags) {
        return of(settings.root(flags), settings.environment());
    }

    /**
     * Reads the settings from the configuration and, for {@code PORT}, from an environment variable of the platform.
     */
    public static ServerConfig of(SettingsReader root, SettingsReader environment) {
        return new ServerConfig(
                root.text("host", "127.0.0.1"),
                port(root, environment),
                root.time("heartbeat", Duration.ofSeconds(15)),
                root.read("grace", text -> SettingsLoader.duration(text).orElse(null), "Write a duration such as 30s.")
                        .orElse(Duration.ofSeconds(30)),
                root.read("max_body", ServerConfig::bytes, "Write a size such as 512KB or 1MB, up to 64MB.")
                        .orElse(1 << 20),
                root.flag("log_content", false));
    }

    /** Container platforms set {@code PORT}; the key {@code port} takes precedence. */
    private static int port(SettingsReader root, SettingsReader environment) {
        String hint = "Write a number from 0 to " + MAX_PORT + "; 0 means any free port.";
        return root.read("port", ServerConfig::number, hint)
                .or(() -> environment.read("PORT", ServerConfig::number, hint))
                .orElse(8080);
    }

    private static Integer number(String text) {
        return text.matches("\\d{1,5}") && Integer.parseInt(text) <= MAX_PORT ? Integer.valueOf(text) : null;
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
