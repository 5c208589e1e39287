package org.llmtestbench.config;

import java.util.List;
import java.util.stream.Stream;

/**
 * A key of the configuration file, with its value or its children.
 *
 * @param key as written, without quotes; {@code [0]} for an element of a list
 * @param name the key with its tables, such as {@code providers.openai.timeout}; empty for the whole file
 * @param line the line of the key; that of its table when the key is inside braces
 * @param text the value, also of a number or a date; null unless {@code kind} is {@link Kind#TEXT}
 * @param children the keys of a table or the elements of a list
 */
record ConfigNode(String key, String name, int line, Kind kind, String text, List<ConfigNode> children) {
    /** The type of a value. {@code words} is its name in messages. */
    enum Kind {
        TEXT("a text"),
        TABLE("a table"),
        LIST("a list");

        final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    /** Returns a node without a value. */
    static ConfigNode at(String key, String name, int line) {
        return new ConfigNode(key, name, line, Kind.TEXT, "", List.of());
    }

    ConfigNode with(String text) {
        return new ConfigNode(key, name, line, Kind.TEXT, text, List.of());
    }

    ConfigNode with(Kind kind, List<ConfigNode> children) {
        return new ConfigNode(key, name, line, kind, null, children);
    }

    /** Returns this node and all nodes below it that have a text. An empty list counts as an empty text. */
    Stream<ConfigNode> texts() {
        if (kind == Kind.LIST && children.isEmpty()) {
            return Stream.of(with(""));
        }
        return kind == Kind.TEXT ? Stream.of(this) : children.stream().flatMap(ConfigNode::texts);
    }
}
