package org.llmtestbench.suite.parser;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A value in a suite's file, with its path and line.
 *
 * @param path such as {@code tests[0].prompt}; empty for the whole file
 * @param line counted from 1
 * @param json the value with all nested values
 * @param written the text of a scalar in the file, without quotes; null for an object or a list, and for a number whose
 *     text in the file is unknown
 * @param fields of an object, in the order of the file; empty for any other value
 * @param elements of a list; empty for any other value
 */
record SourceNode(
        String path,
        int line,
        JsonNode json,
        String written,
        Map<String, SourceNode> fields,
        List<SourceNode> elements) {
    /** Returns the same value with paths relative to it. */
    SourceNode asRoot() {
        return withoutPrefix(path.length());
    }

    private SourceNode withoutPrefix(int length) {
        Map<String, SourceNode> relative = new LinkedHashMap<>();
        fields.forEach((key, node) -> relative.put(key, node.withoutPrefix(length)));
        String rest = path.substring(length);
        return new SourceNode(
                rest.startsWith(".") ? rest.substring(1) : rest,
                line,
                json,
                written,
                relative,
                elements.stream().map(element -> element.withoutPrefix(length)).toList());
    }

    Optional<SourceNode> field(String key) {
        return Optional.ofNullable(fields.get(key));
    }

    /** The elements of a list, or only this value. */
    List<SourceNode> each() {
        return json.isArray() ? elements : List.of(this);
    }

    /** The elements of the list at a key; empty if there is no list. */
    List<SourceNode> list(String key) {
        return field(key).map(SourceNode::elements).orElse(List.of());
    }

    /** The text of a text, number or boolean as it is written in the file; empty for any other value. */
    Optional<String> text() {
        return json.isNull() ? Optional.empty() : Optional.ofNullable(written);
    }

    /** {@link #text()}; throws {@link IllegalArgumentException}, with a message for the user, if it is empty. */
    String requireText() {
        return text().orElseThrow(() -> new IllegalArgumentException(
                json.isNull()
                        ? "is null" + (written.equals("null") ? "" : ", written '" + written + "'")
                                + ". Quote it if a text is meant."
                        : "is read as the number " + json.asText() + ", but a text is expected. Quote it."));
    }

    Optional<String> text(String key) {
        return field(key).flatMap(SourceNode::text);
    }

    Optional<Boolean> flag(String key) {
        return field(key).map(SourceNode::json).filter(JsonNode::isBoolean).map(JsonNode::booleanValue);
    }

    /** The value at a path of keys and indexes, or the last value on this path that exists. */
    SourceNode at(List<Object> keys) {
        SourceNode current = this;
        for (Object key : keys) {
            SourceNode child = key instanceof Integer index
                    ? index < current.elements.size() ? current.elements.get(index) : null
                    : current.fields.get(String.valueOf(key));
            if (child == null) {
                return current;
            }
            current = child;
        }
        return current;
    }
}
