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
        ConfigFileValidator validator = new ConfigFileValidator();
        validator.names(root);
        if (validator.problems.isEmpty()) {
            root.children().forEach(validator::top);
        }
        validator.problems.sort((a, b) -> Integer.compare(a.line(), b.line()));
        return validator.problems;
    }

    /** Whether all its keys can stand in the names of properties. */
    static boolean canName(ConfigNode root) {
        ConfigFileValidator validator = new ConfigFileValidator();
        validator.names(root);
        return validator.problems.isEmpty();
    }

    /** These would break the names of properties, or somebody's screen. */
    private void names(ConfigNode above) {
        for (ConfigNode node : above.children()) {
            if (NAME.matcher(node.key()).matches()) {
                names(node);
            } else {
                String message = "a name in it is empty or has quotes, backslashes or control characters.";
                problems.add(
                        new ConfigProblem(node.line(), above.name().isEmpty() ? "the file" : above.name(), message));
            }
        }
    }

    private void top(ConfigNode node) {
        switch (node.key()) {
            case "providers" -> table(node, provider -> tableOf(provider, this::setting));
            case "models" -> table(node, model -> tableOf(model, this::fact));
            case TopLevelKeys.TOKENS ->
                problem(
                        node,
                        "tokens are never read from this file. Write them, one a line, into a file of their own, and its"
                                + " name into tokens_file.");
            default -> {
                if (TopLevelKeys.DEFAULTS.containsKey(node.key())) {
                    text(node);
                } else if (SettingsLoader.PROVIDER_KEYS.contains(node.key())) {
                    problem(node, "stands outside of its table, such as [providers.openai].");
                } else {
                    unknown(node, TOP);
                }
            }
        }
    }

    private void setting(ConfigNode node) {
        if (SettingsLoader.PROVIDER_TABLES.contains(node.key())) {
            table(node, this::textOfAnyName);
        } else if (SettingsLoader.PROVIDER_KEYS.contains(node.key())) {
            text(node);
        } else {
            unknown(node, SettingsLoader.PROVIDER_KEYS);
        }
    }

    private void fact(ConfigNode node) {
        String key = node.key();
        if (ModelConfigKeys.TABLES.containsKey(key)) {
            table(node, part -> part(part, ModelConfigKeys.TABLES.get(key)));
        } else if (ModelConfigKeys.TABLE_LISTS.containsKey(key)) {
            list(node, element -> table(element, part -> part(part, ModelConfigKeys.TABLE_LISTS.get(key))));
        } else if (ModelConfigKeys.TEXT_LISTS.contains(key)) {
            list(node, this::text);
        } else {
            part(node, ModelConfigKeys.ALL);
        }
    }

    private void part(ConfigNode node, List<String> known) {
        if (known.contains(node.key())) {
            text(node);
        } else {
            unknown(node, known);
        }
    }

    private void unknown(ConfigNode node, List<String> known) {
        if (known != TOP && TopLevelKeys.DEFAULTS.containsKey(node.key())) {
            misplaced(node);
            return;
        }
        String suggestion = Suggestions.suggestion(node.key(), known);
        if (SECRET.matcher(node.key()).matches()) {
            problem(
                    node,
                    "keys are never read from a file. Put the key into an environment variable and the "
                            + "variable's name into api_key_env.");
        } else if (!suggestion.isEmpty()) {
            problem(node, "unknown key." + suggestion);
        } else if (node.kind() == ConfigNode.Kind.TABLE && known == SettingsLoader.PROVIDER_KEYS) {
            problem(node, "unknown key. A provider's name with dots needs quotes: [providers.\"a.b\"].");
        } else if (node.kind() == ConfigNode.Kind.TABLE && known == ModelConfigKeys.ALL) {
            problem(node, "unknown key. A model's id with dots needs quotes: [models.\"a.b\"].");
        } else {
            problem(node, "unknown key. Known: " + String.join(", ", known) + ".");
        }
    }

    /** What follows a table in TOML belongs to it, however far to the left it stands. */
    private void misplaced(ConfigNode node) {
        String table =
                node.name().substring(0, node.name().length() - node.key().length() - 1);
        String secret = SECRET.matcher(node.key()).matches() ? " A provider's key stands in no file." : "";
        problem(node, "stands inside [" + table + "]: move it to the top of the file." + secret);
    }

    /** Names with an underscore are ours; no header and no parameter is likely to be called so. */
    private void textOfAnyName(ConfigNode node) {
        if (TopLevelKeys.DEFAULTS.containsKey(node.key()) && node.key().contains("_")) {
            misplaced(node);
        } else {
            text(node);
        }
    }

    private void tableOf(ConfigNode node, Consumer<ConfigNode> each) {
        if (node.kind() == ConfigNode.Kind.TEXT && TopLevelKeys.DEFAULTS.containsKey(node.key())) {
            misplaced(node);
        } else {
            table(node, each);
        }
    }

    private void table(ConfigNode node, Consumer<ConfigNode> each) {
        if (expect(ConfigNode.Kind.TABLE, node)) {
            node.children().forEach(each);
        }
    }

    private void list(ConfigNode node, Consumer<ConfigNode> each) {
        if (expect(ConfigNode.Kind.LIST, node)) {
            node.children().forEach(each);
        }
    }

    private void text(ConfigNode node) {
        expect(ConfigNode.Kind.TEXT, node);
    }

    private boolean expect(ConfigNode.Kind kind, ConfigNode node) {
        if (node.kind() != kind) {
            problem(node, "must be " + kind.words + ", not " + node.kind().words + ".");
        }
        return node.kind() == kind;
    }

    private void problem(ConfigNode node, String message) {
        problems.add(new ConfigProblem(node.line(), node.name(), message));
    }
}
