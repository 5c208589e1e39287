package org.llmtestbench.config;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.llmtestbench.provider.SettingsLoader;
import org.llmtestbench.provider.Suggestions;
import org.llmtestbench.provider.TopLevelKeys;
import org.llmtestbench.provider.catalog.ModelConfigKeys;

/** Knows which tables and keys the file may hold, and collects all it does not know; never quotes a value. */
final class ConfigFileValidator {
    private static final List<String> TABLES = List.of("models", "providers");
    private static final List<String> TOP = Stream.concat(TABLES.stream(), TopLevelKeys.DEFAULTS.keySet().stream())
            .sorted()
            .toList();
    private static final Pattern SECRET = Pattern.compile(
            "(?!max_)(.*[_-])?(key|apikey|secret|token|password|auth|authorization)", Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME = Pattern.compile("[^\"\\\\\\p{Cntrl}]+");

    private final List<ConfigProblem> problems = new ArrayList<>();

    private ConfigFileValidator() {}

    /** All problems of the file, in its order. */
    static List<ConfigProblem> check(ConfigNode root) {
        ConfigFileValidator vocabulary = new ConfigFileValidator();
        vocabulary.names(root);
        if (vocabulary.problems.isEmpty()) {
            root.children().forEach(vocabulary::top);
        }
        vocabulary.problems.sort((a, b) -> Integer.compare(a.line(), b.line()));
        return vocabulary.problems;
    }

    /** Whether all its keys can stand in the names of properties. */
    static boolean canName(ConfigNode root) {
        ConfigFileValidator vocabulary = new ConfigFileValidator();
        vocabulary.names(root);
        return vocabulary.problems.isEmpty();
    }

    /** These would break the names of properties, or somebody's screen. */
    private void names(ConfigNode above) {
        for (ConfigNode entry : above.children()) {
            if (NAME.matcher(entry.key()).matches()) {
                names(entry);
            } else {
                String message = "a name in it is empty or has quotes, backslashes or control characters.";
                problems.add(
                        new ConfigProblem(entry.line(), above.name().isEmpty() ? "the file" : above.name(), message));
            }
        }
    }

    private void top(ConfigNode entry) {
        switch (entry.key()) {
            case "providers" -> table(entry, provider -> tableOf(provider, this::setting));
            case "models" -> table(entry, model -> tableOf(model, this::fact));
            case TopLevelKeys.TOKENS ->
                problem(
                        entry,
                        "tokens are never read from this file. Write them, one a line, into a file of their own, and its"
                                + " name into tokens_file.");
            default -> {
                if (TopLevelKeys.DEFAULTS.containsKey(entry.key())) {
                    text(entry);
                } else if (SettingsLoader.PROVIDER_KEYS.contains(entry.key())) {
                    problem(entry, "stands outside of its table, such as [providers.openai].");
                } else {
                    unknown(entry, TOP);
                }
            }
        }
    }

    private void setting(ConfigNode entry) {
        if (SettingsLoader.PROVIDER_TABLES.contains(entry.key())) {
            table(entry, this::textOfAnyName);
        } else if (SettingsLoader.PROVIDER_KEYS.contains(entry.key())) {
            text(entry);
        } else {
            unknown(entry, SettingsLoader.PROVIDER_KEYS);
        }
    }

    private void fact(ConfigNode entry) {
        String key = entry.key();
        if (ModelConfigKeys.TABLES.containsKey(key)) {
            table(entry, part -> part(part, ModelConfigKeys.TABLES.get(key)));
        } else if (ModelConfigKeys.TABLE_LISTS.containsKey(key)) {
            list(entry, element -> table(element, part -> part(part, ModelConfigKeys.TABLE_LISTS.get(key))));
        } else if (ModelConfigKeys.TEXT_LISTS.contains(key)) {
            list(entry, this::text);
        } else {
            part(entry, ModelConfigKeys.ALL);
        }
    }

    private void part(ConfigNode entry, List<String> known) {
        if (known.contains(entry.key())) {
            text(entry);
        } else {
            unknown(entry, known);
        }
    }

    private void unknown(ConfigNode entry, List<String> known) {
        if (known != TOP && TopLevelKeys.DEFAULTS.containsKey(entry.key())) {
            misplaced(entry);
            return;
        }
        String suggestion = Suggestions.suggestion(entry.key(), known);
        if (SECRET.matcher(entry.key()).matches()) {
            problem(
                    entry,
                    "keys are never read from a file. Put the key into an environment variable and the "
                            + "variable's name into api_key_env.");
        } else if (!suggestion.isEmpty()) {
            problem(entry, "unknown key." + suggestion);
        } else if (entry.kind() == ConfigNode.Kind.TABLE && known == SettingsLoader.PROVIDER_KEYS) {
            problem(entry, "unknown key. A provider's name with dots needs quotes: [providers.\"a.b\"].");
        } else if (entry.kind() == ConfigNode.Kind.TABLE && known == ModelConfigKeys.ALL) {
            problem(entry, "unknown key. A model's id with dots needs quotes: [models.\"a.b\"].");
        } else {
            problem(entry, "unknown key. Known: " + String.join(", ", known) + ".");
        }
    }

    /** What follows a table in TOML belongs to it, however far to the left it stands. */
    private void misplaced(ConfigNode entry) {
        String table =
                entry.name().substring(0, entry.name().length() - entry.key().length() - 1);
        String secret = SECRET.matcher(entry.key()).matches() ? " A provider's key stands in no file." : "";
        problem(entry, "stands inside [" + table + "]: move it to the top of the file." + secret);
    }

    /** Names with an underscore are ours; no header and no parameter is likely to be called so. */
    private void textOfAnyName(ConfigNode entry) {
        if (TopLevelKeys.DEFAULTS.containsKey(entry.key()) && entry.key().contains("_")) {
            misplaced(entry);
        } else {
            text(entry);
        }
    }

    private void tableOf(ConfigNode entry, Consumer<ConfigNode> each) {
        if (entry.kind() == ConfigNode.Kind.TEXT && TopLevelKeys.DEFAULTS.containsKey(entry.key())) {
            misplaced(entry);
        } else {
            table(entry, each);
        }
    }

    private void table(ConfigNode entry, Consumer<ConfigNode> each) {
        if (expect(ConfigNode.Kind.TABLE, entry)) {
            entry.children().forEach(each);
        }
    }

    private void list(ConfigNode entry, Consumer<ConfigNode> each) {
        if (expect(ConfigNode.Kind.LIST, entry)) {
            entry.children().forEach(each);
        }
    }

    private void text(ConfigNode entry) {
        expect(ConfigNode.Kind.TEXT, entry);
    }

    private boolean expect(ConfigNode.Kind kind, ConfigNode entry) {
        if (entry.kind() != kind) {
            problem(entry, "must be " + kind.words + ", not " + entry.kind().words + ".");
        }
        return entry.kind() == kind;
    }

    private void problem(ConfigNode entry, String message) {
        problems.add(new ConfigProblem(entry.line(), entry.name(), message));
    }
}
