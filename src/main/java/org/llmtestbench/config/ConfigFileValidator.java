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

/** Checks the tables, keys and value types of the configuration file. Its messages never quote a value. */
final class ConfigFileValidator {
    private static final List<String> TABLES = List.of("models", "providers");
    private static final List<String> TOP_LEVEL = Stream.concat(
                    TABLES.stream(), TopLevelKeys.DEFAULTS.keySet().stream())
            .sorted()
            .toList();
    private static final Pattern SECRET = Pattern.compile(
            "(?!max_)(.*[_-])?(key|apikey|secret|token|password|auth|authorization)", Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME = Pattern.compile("[^\"\\\\\\p{Cntrl}]+");

    private final List<ConfigProblem> problems = new ArrayList<>();

    private ConfigFileValidator() {}

    /** Returns all problems, in the order of the file. */
    static List<ConfigProblem> check(ConfigNode root) {
        ConfigFileValidator validator = new ConfigFileValidator();
        validator.checkNames(root);
        if (validator.problems.isEmpty()) {
            root.children().forEach(validator::checkTopLevel);
        }
        validator.problems.sort((a, b) -> Integer.compare(a.line(), b.line()));
        return validator.problems;
    }

    /** Whether all keys can be part of property names. */
    static boolean hasValidNames(ConfigNode root) {
        ConfigFileValidator validator = new ConfigFileValidator();
        validator.checkNames(root);
        return validator.problems.isEmpty();
    }

    /** Reports keys that would break property names or the terminal. */
    private void checkNames(ConfigNode parent) {
        for (ConfigNode node : parent.children()) {
            if (NAME.matcher(node.key()).matches()) {
                checkNames(node);
            } else {
                String message = "contains a name that is empty or has quotes, backslashes or control characters.";
                problems.add(
                        new ConfigProblem(node.line(), parent.name().isEmpty() ? "the file" : parent.name(), message));
            }
        }
    }

    private void checkTopLevel(ConfigNode node) {
        switch (node.key()) {
            case "providers" -> checkTable(node, provider -> checkNamedTable(provider, this::checkSetting));
            case "models" -> checkTable(node, model -> checkNamedTable(model, this::checkModelKey));
            case TopLevelKeys.TOKENS ->
                problem(
                        node,
                        "tokens are never read from this file. Write them into another file, one per line, and set"
                                + " tokens_file to its path.");
            default -> {
                if (TopLevelKeys.DEFAULTS.containsKey(node.key())) {
                    checkText(node);
                } else if (SettingsLoader.PROVIDER_KEYS.contains(node.key())) {
                    problem(node, "must be inside the table of a provider, such as [providers.openai].");
                } else {
                    reportUnknown(node, TOP_LEVEL);
                }
            }
        }
    }

    private void checkSetting(ConfigNode node) {
        if (SettingsLoader.PROVIDER_TABLES.contains(node.key())) {
            checkTable(node, this::checkEntry);
        } else if (SettingsLoader.PROVIDER_KEYS.contains(node.key())) {
            checkText(node);
        } else {
            reportUnknown(node, SettingsLoader.PROVIDER_KEYS);
        }
    }

    private void checkModelKey(ConfigNode node) {
        String key = node.key();
        if (ModelConfigKeys.TABLES.containsKey(key)) {
            checkTable(node, child -> checkKnownKey(child, ModelConfigKeys.TABLES.get(key)));
        } else if (ModelConfigKeys.TABLE_LISTS.containsKey(key)) {
            checkList(
                    node,
                    element ->
                            checkTable(element, child -> checkKnownKey(child, ModelConfigKeys.TABLE_LISTS.get(key))));
        } else if (ModelConfigKeys.TEXT_LISTS.contains(key)) {
            checkList(node, this::checkText);
        } else {
            checkKnownKey(node, ModelConfigKeys.ALL);
        }
    }

    private void checkKnownKey(ConfigNode node, List<String> known) {
        if (known.contains(node.key())) {
            checkText(node);
        } else {
            reportUnknown(node, known);
        }
    }

    private void reportUnknown(ConfigNode node, List<String> known) {
        if (known != TOP_LEVEL && TopLevelKeys.DEFAULTS.containsKey(node.key())) {
            reportMisplaced(node);
            return;
        }
        String suggestion = Suggestions.suggestion(node.key(), known);
        if (SECRET.matcher(node.key()).matches()) {
            problem(
                    node,
                    "API keys are never read from a file. Put the key into an environment variable and set"
                            + " api_key_env to the variable's name.");
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

    /** A top-level key after a table header. In TOML it belongs to that table, whatever its indentation. */
    private void reportMisplaced(ConfigNode node) {
        String table =
                node.name().substring(0, node.name().length() - node.key().length() - 1);
        String secret = SECRET.matcher(node.key()).matches() ? " An API key must not be in the file." : "";
        problem(node, "must not be inside [" + table + "]. Move it to the top of the file." + secret);
    }

    /** Our names have underscores. A header or a query parameter is unlikely to have the same name. */
    private void checkEntry(ConfigNode node) {
        if (TopLevelKeys.DEFAULTS.containsKey(node.key()) && node.key().contains("_")) {
            reportMisplaced(node);
        } else {
            checkText(node);
        }
    }

    private void checkNamedTable(ConfigNode node, Consumer<ConfigNode> checkChild) {
        if (node.kind() == ConfigNode.Kind.TEXT && TopLevelKeys.DEFAULTS.containsKey(node.key())) {
            reportMisplaced(node);
        } else {
            checkTable(node, checkChild);
        }
    }

    private void checkTable(ConfigNode node, Consumer<ConfigNode> checkChild) {
        if (checkKind(ConfigNode.Kind.TABLE, node)) {
            node.children().forEach(checkChild);
        }
    }

    private void checkList(ConfigNode node, Consumer<ConfigNode> checkElement) {
        if (checkKind(ConfigNode.Kind.LIST, node)) {
            node.children().forEach(checkElement);
        }
    }

    private void checkText(ConfigNode node) {
        checkKind(ConfigNode.Kind.TEXT, node);
    }

    private boolean checkKind(ConfigNode.Kind kind, ConfigNode node) {
        if (node.kind() != kind) {
            problem(node, "must be " + kind.words + ", not " + node.kind().words + ".");
        }
        return node.kind() == kind;
    }

    private void problem(ConfigNode node, String message) {
        problems.add(new ConfigProblem(node.line(), node.name(), message));
    }
}
