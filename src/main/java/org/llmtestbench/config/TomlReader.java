package org.llmtestbench.config;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.toml.TomlFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;

/** Reads a TOML text into entries. Walks the tokens, because a mapper would cost every start 100 ms. */
final class TomlReader {
    private final String file;
    private final TomlLineIndex lines;

    private TomlReader(String file, TomlLineIndex lines) {
        this.file = file;
        this.lines = lines;
    }

    /** The whole text as one entry; fails with the line, the column and the reason when it is not TOML. */
    static ConfigNode read(String file, String toml) {
        TomlLineIndex lines = TomlLineIndex.of(toml);
        try (JsonParser parser = new TomlFactory().createParser(toml)) {
            parser.nextToken();
            return new TomlReader(file, lines).entry(parser, ConfigNode.at("", "", 1), 0);
        } catch (JacksonException notToml) {
            throw TomlSyntaxError.refusal(file, lines, notToml);
        } catch (IOException unexpected) {
            throw Failure.CONFIGURATION
                    .because(file + " can't be read as TOML.")
                    .causedBy(unexpected);
        }
    }

    /** What the parser stands at; {@code place} knows its key and line already. */
    private ConfigNode entry(JsonParser parser, ConfigNode place, int depth) throws IOException {
        if (depth > TomlLineIndex.DEEPEST) {
            throw tooDeep(place);
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> place.holding(ConfigNode.Kind.TABLE, fields(parser, place, depth));
            case START_ARRAY -> place.holding(ConfigNode.Kind.LIST, elements(parser, place, depth));
            default -> place.holding(parser.getText());
        };
    }

    private List<ConfigNode> fields(JsonParser parser, ConfigNode table, int depth) throws IOException {
        List<ConfigNode> fields = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            parser.nextToken();
            fields.add(entry(parser, place(table, key, TomlLineIndex.below(table.name(), key)), depth + 1));
        }
        return fields;
    }

    private List<ConfigNode> elements(JsonParser parser, ConfigNode list, int depth) throws IOException {
        List<ConfigNode> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            String index = "[" + elements.size() + "]";
            elements.add(entry(parser, place(list, index, list.name() + index), depth + 1));
        }
        return elements;
    }

    private ConfigNode place(ConfigNode above, String key, String name) {
        return ConfigNode.at(key, name, lines.line(name, above.line()));
    }

    private ProviderException tooDeep(ConfigNode place) {
        return Failure.CONFIGURATION.because(
                file + ", line " + place.line() + ": nested more than " + TomlLineIndex.DEEPEST + " levels deep.");
    }
}
