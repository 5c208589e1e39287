package org.llmtestbench.provider;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A configured value that may be shown, and who set it.
 *
 * @param name such as {@code providers.openai.timeout}
 * @param value as written; of what may be secret only the names of the variables in it, or {@code set}
 * @param from the flag, the variable, or file and line that set it; {@code built in} or {@code default} when nobody did
 */
public record EffectiveSetting(String name, String value, String from) {
    /** What stands where nobody set anything. */
    static final String DEFAULT = "default";

    /** What stands where the program itself did. */
    static final String BUILT_IN = "built in";

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z0-9_.-]+)");
    private static final Pattern FALLBACK = Pattern.compile("(\\$\\{[^}:]*):[^}]*");

    /** Whether the user said so. */
    boolean isOwn() {
        return !from.equals(DEFAULT) && !from.equals(BUILT_IN);
    }

    /** The variable that holds a key, where this names one; else empty text. */
    public String keyVariable() {
        return name.endsWith(".api_key_env") && ValueParsers.variable(value) != null ? value : "";
    }

    /** @param key decides whether the value may be secret */
    static EffectiveSetting of(String name, String key, String written, String from) {
        return new EffectiveSetting(name, shown(key, written), from);
    }

    private static String shown(String key, String written) {
        if (key.equals(TopLevelKeys.TOKENS)) {
            return "set";
        }
        if (SettingsLoader.PROVIDER_TABLES.stream().anyMatch(table -> key.startsWith(table + "."))) {
            List<String> variables = VARIABLE.matcher(written)
                    .results()
                    .map(found -> "${" + found.group(1) + "}")
                    .toList();
            return variables.isEmpty() ? "set" : String.join(" ", variables);
        }
        if (key.equals("api_key_env") && !written.isBlank() && ValueParsers.variable(written.strip()) == null) {
            return "not the name of a variable";
        }
        String shown = FALLBACK.matcher(written).replaceAll("$1");
        return key.equals("base_url") || shown.contains("://") ? HttpUrl.masked(shown) : shown;
    }
}
