package org.llmtestbench.config;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.llmtestbench.provider.SettingsLoader;

/** The lines on which the keys of a TOML text stand, which its parser does not tell. */
public final class TomlLineIndex {
    /** Dotted keys nest without the parser's limit, and the names of all levels together would fill the memory. */
    public static final int DEEPEST = 50;

    private final Map<String, Integer> lines = new HashMap<>();
    private final Map<String, Set<String>> words = new HashMap<>();
    private final Map<String, Integer> elements = new HashMap<>();
    private final Set<String> assigned = new HashSet<>();
    private OptionalInt repeated = OptionalInt.empty();
    private String table = "";

    private TomlLineIndex() {}

    /** Those of this text. */
    public static TomlLineIndex of(String toml) {
        TomlLineIndex keys = new TomlLineIndex();
        TomlScanner scanner = new TomlScanner(toml);
        while (scanner.toNextStatement()) {
            if (scanner.skip("[[")) {
                keys.element(scanner.key(), scanner.line());
                scanner.skipValue();
            } else if (scanner.skip("[")) {
                keys.table = keys.located("", scanner.key(), scanner.line());
                scanner.skipValue();
            } else {
                String name = keys.assign(scanner.key(), scanner.line());
                keys.words.put(name, scanner.skipValue());
            }
        }
        return keys;
    }

    /** The name of a key in a table; the table of all tables has no name. */
    public static String below(String table, String key) {
        return table.isEmpty() ? SettingsLoader.segment(key) : table + "." + SettingsLoader.segment(key);
    }

    /** The line of the key that is called so, or {@code otherwise} when it stands in braces or brackets. */
    public int line(String name, int otherwise) {
        return lines.getOrDefault(name, otherwise);
    }

    /** The words without quotes in the value of this key, or {@code otherwise} when it stands in braces or brackets. */
    public Set<String> words(String name, Set<String> otherwise) {
        return words.getOrDefault(name, otherwise);
    }

    /** The line of the first key that stood in its table before. */
    OptionalInt repeated() {
        return repeated;
    }

    private void element(List<String> path, int line) {
        String list = located("", path.subList(0, path.size() - 1), line);
        list = below(list, path.get(path.size() - 1));
        lines.putIfAbsent(list, line);
        table = list + "[" + (elements.merge(list, 1, Integer::sum) - 1) + "]";
        lines.put(table, line);
    }

    private String assign(List<String> path, int line) {
        String name = located(table, path, line);
        if (!assigned.add(name) && repeated.isEmpty()) {
            repeated = OptionalInt.of(line);
        }
        return name;
    }

    /** Follows a dotted key, into the last element of each list on the way. */
    private String located(String from, List<String> path, int line) {
        String name = from;
        for (String key : path.subList(0, Math.min(path.size(), DEEPEST))) {
            name = below(name, key);
            lines.putIfAbsent(name, line);
            Integer count = elements.get(name);
            name = count == null ? name : name + "[" + (count - 1) + "]";
        }
        return name;
    }
}
