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

/** Builds a tree of values with their lines from the tokens of a parser. */
final class SourceTreeParser {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int MAX_VALUES = 500_000;

    private final String file;
    private final JsonParser parser;
    private final TomlLineIndex tomlLines;
    private int values;

    /** @param tomlLines the lines of a TOML file, whose parser does not report them; null for other formats */
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
            throw failure(
                    parser.currentTokenLocation().getLineNr(),
                    "a second document begins here. A file can have only one suite.");
        }
        return root;
    }

    /** @param words unquoted words of the TOML statement; the TOML parser does not keep numbers as they are written */
    private SourceNode node(String path, String name, int line, Set<String> words, int depth) throws IOException {
        if (depth > TomlLineIndex.MAX_DEPTH) {
            throw failure(line, "nested more than " + TomlLineIndex.MAX_DEPTH + " levels deep.");
        }
        if (++values > MAX_VALUES) {
            throw failure(line, "more than " + MAX_VALUES + " values.");
        }
        if (SuiteFormat.isAlias(parser)) {
            throw failure(line, "aliases (*" + parser.getText() + ") are not supported. Write the value in full.");
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
            String key = wellFormed(parser.currentName(), "a key", line(name, line));
            String below = TomlLineIndex.child(name, key);
            int at = line(below, line);
            parser.nextToken();
            Set<String> keyWords = tomlLines == null ? words : tomlLines.words(below, words);
            SourceNode value = node(path.isEmpty() ? key : path + "." + key, below, at, keyWords, depth + 1);
            SourceNode previous = fields.put(key, value);
            if (previous != null) {
                throw failure(at, "duplicate key " + key + ", first used in line " + previous.line() + ".");
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

    private int line(String name, int defaultLine) {
        return tomlLines == null ? parser.currentTokenLocation().getLineNr() : tomlLines.line(name, defaultLine);
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
            default -> JSON.textNode(wellFormed(parser.getText(), path, line));
        };
    }

    /** The value as it is written in the file; null if that is unknown. */
    private String written(Set<String> words) throws IOException {
        String text = parser.getText();
        boolean isKnown = tomlLines == null || !parser.currentToken().isNumeric() || words.contains(text);
        return isKnown ? text : null;
    }

    /** Rejects a text with half a surrogate pair, which UTF-8 cannot encode. */
    private String wellFormed(String text, String path, int line) {
        Utf16.problem(text).ifPresent(problem -> {
            throw failure(line, path + " " + problem);
        });
        return text;
    }

    private ProviderException failure(int line, String reason) {
        return Failure.CONFIGURATION.because(file + ", line " + line + ": " + reason);
    }
}
