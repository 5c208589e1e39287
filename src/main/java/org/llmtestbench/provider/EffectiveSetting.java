package org.llmtestbench.provider;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A setting with its value and its origin. Never reveals a secret.
 *
 * @param name such as {@code providers.openai.timeout}
 * @param value as written; a value that may be secret is replaced by the names of its variables, or by {@code set}
 * @param from the flag, the variable, or the file and line that set it; {@code built in} or {@code default} when the
 *     user did not set it
 */
public record EffectiveSetting(String name, String value, String from) {
    /** The origin of a value that is not set anywhere. */
    static final String DEFAULT = "default";

    /** The origin of a value that the program sets. */
    static final String BUILT_IN = "built in";

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z0-9_.-]+)");
    private static final Pattern FALLBACK = Pattern.compile("(\\$\\{[^}:]*):[^}]*");

    /** Whether the user set the value. */
    boolean isSetByUser() {
        return !from.equals(DEFAULT) && !from.equals(BUILT_IN);
    }

    /** Returns the variable that holds the API key, if this setting names one; an empty string otherwise. */
    public String keyVariable() {
        return name.endsWith(".api_key_env") && ValueParsers.variable(value) != null ? value : "";
    }

    /** @param key decides whether the value may be secret */
    static EffectiveSetting of(String name, String key, String raw, String from) {
        return new EffectiveSetting(name, masked(key, raw), from);
    }

    private static String masked(String key, String raw) {
        if (key.equals(TopLevelKeys.TOKENS)) {
            return "set";
        }
        if (SettingsLoader.PROVIDER_TABLES.stream().anyMatch(table -> key.startsWith(table + "."))) {
            List<String> variables = VARIABLE.matcher(raw)
                    .results()
                    .map(found -> "${" + found.group(1) + "}")
                    .toList();
            return variables.isEmpty() ? "set" : String.join(" ", variables);
        }
        if (key.equals("api_key_env") && !raw.isBlank() && ValueParsers.variable(raw.strip()) == null) {
            return "not the name of a variable";
        }
        String shown = FALLBACK.matcher(raw).replaceAll("$1");
        return key.equals("base_url") || shown.contains("://") ? HttpUrl.masked(shown) : shown;
    }
}
