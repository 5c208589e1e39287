package org.llmtestbench.config;

import java.util.List;
import java.util.stream.Stream;

/**
 * A key of the file with all below it.
 *
 * @param key as written, without quotes; {@code [0]} for an element of a list
 * @param name the key with its tables, such as {@code providers.openai.timeout}; empty for the whole file
 * @param line of the key; of its table when the key stands in braces
 * @param text numbers and dates too; null unless {@code kind} is {@link Kind#TEXT}
 * @param children the keys of a table or the elements of a list
 */
record ConfigNode(String key, String name, int line, Kind kind, String text, List<ConfigNode> children) {
    /** What a key holds, in the words of a message. */
    enum Kind {
        TEXT("a text"),
        TABLE("a table"),
        LIST("a list");

        final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    /** An entry of which only the place is known yet. */
    static ConfigNode at(String key, String name, int line) {
        return new ConfigNode(key, name, line, Kind.TEXT, "", List.of());
    }

    ConfigNode holding(String text) {
        return new ConfigNode(key, name, line, Kind.TEXT, text, List.of());
    }

    ConfigNode holding(Kind kind, List<ConfigNode> children) {
        return new ConfigNode(key, name, line, kind, null, children);
    }

    /** This entry and all below it that hold a text; a list without elements counts as an empty text. */
    Stream<ConfigNode> texts() {
        if (kind == Kind.LIST && children.isEmpty()) {
            return Stream.of(holding(""));
        }
        return kind == Kind.TEXT ? Stream.of(this) : children.stream().flatMap(ConfigNode::texts);
    }
}
