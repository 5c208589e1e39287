package org.llmtestbench.config;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.llmtestbench.provider.SettingsLoader;

/** The line numbers of the keys of a TOML text, which the TOML parser does not provide. */
public final class TomlLineIndex {
    /** The parser does not limit the depth of dotted keys; the names of all levels together would fill the memory. */
    public static final int MAX_DEPTH = 50;

    private final Map<String, Integer> lines = new HashMap<>();
    private final Map<String, Set<String>> words = new HashMap<>();
    private final Map<String, Integer> elements = new HashMap<>();
    private final Set<String> assigned = new HashSet<>();
    private OptionalInt firstDuplicate = OptionalInt.empty();
    private String table = "";

    private TomlLineIndex() {}

    /** Indexes this text. */
    public static TomlLineIndex of(String toml) {
        TomlLineIndex index = new TomlLineIndex();
        TomlScanner scanner = new TomlScanner(toml);
        while (scanner.toNextStatement()) {
            if (scanner.skip("[[")) {
                index.addElement(scanner.key(), scanner.line());
                scanner.skipValue();
            } else if (scanner.skip("[")) {
                index.table = index.locate("", scanner.key(), scanner.line());
                scanner.skipValue();
            } else {
                String name = index.assign(scanner.key(), scanner.line());
                index.words.put(name, scanner.skipValue());
            }
        }
        return index;
    }

    /** Returns the full name of a key in a table; the name of the top-level table is empty. */
    public static String child(String table, String key) {
        return table.isEmpty() ? SettingsLoader.segment(key) : table + "." + SettingsLoader.segment(key);
    }

    /** Returns the line of the key with this name; {@code otherwise} for a key inside braces or brackets. */
    public int line(String name, int otherwise) {
        return lines.getOrDefault(name, otherwise);
    }

    /** Returns the unquoted words in the value of this key; {@code otherwise} for a key inside braces or brackets. */
    public Set<String> words(String name, Set<String> otherwise) {
        return words.getOrDefault(name, otherwise);
    }

    /** Returns the line of the first duplicate key. */
    OptionalInt firstDuplicate() {
        return firstDuplicate;
    }

    private void addElement(List<String> path, int line) {
        String list = locate("", path.subList(0, path.size() - 1), line);
        list = child(list, path.get(path.size() - 1));
        lines.putIfAbsent(list, line);
        table = list + "[" + (elements.merge(list, 1, Integer::sum) - 1) + "]";
        lines.put(table, line);
    }

    private String assign(List<String> path, int line) {
        String name = locate(table, path, line);
        if (!assigned.add(name) && firstDuplicate.isEmpty()) {
            firstDuplicate = OptionalInt.of(line);
        }
        return name;
    }

    /** Resolves a dotted key, using the last element of each list on its path; records the lines of new names. */
    private String locate(String from, List<String> path, int line) {
        String name = from;
        for (String key : path.subList(0, Math.min(path.size(), MAX_DEPTH))) {
            name = child(name, key);
            lines.putIfAbsent(name, line);
            Integer count = elements.get(name);
            name = count == null ? name : name + "[" + (count - 1) + "]";
        }
        return name;
    }
}
