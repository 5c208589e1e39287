package org.llmtestbench.suite.parser;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.llmtestbench.config.TomlLineIndex;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.provider.Utf16;

/** Makes a tree of what a parser reads, and remembers the lines. */
final class SourceTreeParser {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int MOST_VALUES = 500_000;

    private final String file;
    private final JsonParser parser;
    private final TomlLineIndex tomlLines;
    private int values;

    /** @param tomlLines the lines of a language whose parser does not tell them, or null */
    SourceTreeParser(String file, JsonParser parser, TomlLineIndex tomlLines) {
        this.file = file;
        this.parser = parser;
        this.tomlLines = tomlLines;
    }

    SourceNode read() throws IOException {
        if (parser.nextToken() == null) {
            throw Failure.CONFIGURATION.because(file + " is empty.").hint("The format: llm-test-bench smoke --schema.");
        }
        SourceNode root = node("", "", 1, Set.of(), 0);
        if (parser.nextToken() != null) {
            throw refused(
                    parser.currentTokenLocation().getLineNr(),
                    "a second document begins here. A file holds one suite.");
        }
        return root;
    }

    /** @param words without quotes in the statement of a language whose parser does not keep numbers as they are written */
    private SourceNode node(String path, String name, int line, Set<String> words, int depth) throws IOException {
        if (depth > TomlLineIndex.DEEPEST) {
            throw refused(line, "nested more than " + TomlLineIndex.DEEPEST + " levels deep.");
        }
        if (++values > MOST_VALUES) {
            throw refused(line, "more than " + MOST_VALUES + " values.");
        }
        if (SuiteFormat.isAlias(parser)) {
            throw refused(line, "aliases (*" + parser.getText() + ") are not followed. Write the value out.");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(path, name, line, words, depth);
            case START_ARRAY -> array(path, name, line, words, depth);
            default -> new SourceNode(path, line, scalar(path, line), written(words), Map.of(), List.of());
        };
    }

    private SourceNode object(String path, String name, int line, Set<String> words, int depth) throws IOException {
        Map<String, SourceNode> fields = new LinkedHashMap<>();
        ObjectNode json = JSON.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = whole(parser.currentName(), "a key", line(name, line));
            String below = TomlLineIndex.below(name, key);
            int at = line(below, line);
            parser.nextToken();
            Set<String> its = tomlLines == null ? words : tomlLines.words(below, words);
            SourceNode value = node(path.isEmpty() ? key : path + "." + key, below, at, its, depth + 1);
            SourceNode former = fields.put(key, value);
            if (former != null) {
                throw refused(at, key + " stands here a second time; first in line " + former.line() + ".");
            }
            json.set(key, value.json());
        }
        return new SourceNode(path, line, json, null, fields, List.of());
    }

    private SourceNode array(String path, String name, int line, Set<String> words, int depth) throws IOException {
        List<SourceNode> elements = new ArrayList<>();
        ArrayNode json = JSON.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            String index = "[" + elements.size() + "]";
            SourceNode element = node(path + index, name + index, line(name + index, line), words, depth + 1);
            elements.add(element);
            json.add(element.json());
        }
        return new SourceNode(path, line, json, null, Map.of(), elements);
    }

    private int line(String name, int otherwise) {
        return tomlLines == null ? parser.currentTokenLocation().getLineNr() : tomlLines.line(name, otherwise);
    }

    private JsonNode scalar(String path, int line) throws IOException {
        if (SuiteFormat.isYaml(parser) && parser.currentToken() != JsonToken.VALUE_STRING) {
            return CoreSchema.value(parser.getText());
        }
        return switch (parser.currentToken()) {
            case VALUE_TRUE, VALUE_FALSE -> JSON.booleanNode(parser.getBooleanValue());
            case VALUE_NUMBER_INT -> JSON.numberNode(parser.getBigIntegerValue());
            case VALUE_NUMBER_FLOAT ->
                parser.isNaN() ? JSON.textNode(parser.getText()) : JSON.numberNode(parser.getDecimalValue());
            case VALUE_NULL -> JSON.nullNode();
            default -> JSON.textNode(whole(parser.getText(), path, line));
        };
    }

    /** The value as the file has it; null where that is not known. */
    private String written(Set<String> words) throws IOException {
        String text = parser.getText();
        boolean known = tomlLines == null || !parser.currentToken().isNumeric() || words.contains(text);
        return known ? text : null;
    }

    /** A text of whole characters: nothing can send or show half of one as it is. */
    private String whole(String text, String path, int line) {
        Utf16.problem(text).ifPresent(problem -> {
            throw refused(line, path + " " + problem);
        });
        return text;
    }

    private ProviderException refused(int line, String reason) {
        return Failure.CONFIGURATION.because(file + ", line " + line + ": " + reason);
    }
}
