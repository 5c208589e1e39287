package org.llmtestbench.suite.parser;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A value in a suite's file, with its place.
 *
 * @param path such as {@code tests[0].prompt}; empty for the whole file
 * @param line counted from 1
 * @param json the value with all below it
 * @param written a value without others below it, as the file has it but for quotes; null for any other, and for a number
 *     whose text in the file is not known
 * @param fields of an object, in the file's order; empty for anything else
 * @param elements of a list; empty for anything else
 */
record SourceNode(
        String path,
        int line,
        JsonNode json,
        String written,
        Map<String, SourceNode> fields,
        List<SourceNode> elements) {
    /** The same with paths that begin here. */
    SourceNode asRoot() {
        return without(path.length());
    }

    private SourceNode without(int beginning) {
        Map<String, SourceNode> shorter = new LinkedHashMap<>();
        fields.forEach((key, node) -> shorter.put(key, node.without(beginning)));
        String rest = path.substring(beginning);
        return new SourceNode(
                rest.startsWith(".") ? rest.substring(1) : rest,
                line,
                json,
                written,
                shorter,
                elements.stream().map(element -> element.without(beginning)).toList());
    }

    Optional<SourceNode> field(String key) {
        return Optional.ofNullable(fields.get(key));
    }

    /** The elements of a list, or this alone. */
    List<SourceNode> each() {
        return json.isArray() ? elements : List.of(this);
    }

    /** The elements of a list below; none where there is no list. */
    List<SourceNode> list(String key) {
        return field(key).map(SourceNode::elements).orElse(List.of());
    }

    /** A text, number or truth as it is written; empty for anything else. */
    Optional<String> text() {
        return json.isNull() ? Optional.empty() : Optional.ofNullable(written);
    }

    /** The same; fails with {@link IllegalArgumentException}, whose message says what to do, where there is none. */
    String requireText() {
        return text().orElseThrow(() -> new IllegalArgumentException(
                json.isNull()
                        ? "is null" + (written.equals("null") ? "" : ", written '" + written + "'")
                                + ". Quote it if a text is meant."
                        : "is read as " + json.asText() + ", and a text is taken as it is written. Quote it."));
    }

    Optional<String> text(String key) {
        return field(key).flatMap(SourceNode::text);
    }

    Optional<Boolean> flag(String key) {
        return field(key).map(SourceNode::json).filter(JsonNode::isBoolean).map(JsonNode::booleanValue);
    }

    /** The part of a file at a path of keys and indexes; what is missing is told at what it is missing from. */
    SourceNode at(List<Object> keys) {
        SourceNode here = this;
        for (Object key : keys) {
            SourceNode below = key instanceof Integer index
                    ? index < here.elements.size() ? here.elements.get(index) : null
                    : here.fields.get(String.valueOf(key));
            if (below == null) {
                return here;
            }
            here = below;
        }
        return here;
    }
}
