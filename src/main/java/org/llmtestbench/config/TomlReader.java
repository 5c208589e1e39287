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

/** Parses TOML into nodes. Uses the streaming parser, because an object mapper would add 100 ms to every start-up. */
final class TomlReader {
    private final String file;
    private final TomlLineIndex lines;

    private TomlReader(String file, TomlLineIndex lines) {
        this.file = file;
        this.lines = lines;
    }

    /** Parses the whole text; fails with the line, the column and the reason when it is not valid TOML. */
    static ConfigNode read(String file, String toml) {
        TomlLineIndex lines = TomlLineIndex.of(toml);
        try (JsonParser parser = new TomlFactory().createParser(toml)) {
            parser.nextToken();
            return new TomlReader(file, lines).node(parser, ConfigNode.at("", "", 1), 0);
        } catch (JacksonException syntaxError) {
            throw TomlSyntaxError.toException(file, lines, syntaxError);
        } catch (IOException unexpected) {
            throw Failure.CONFIGURATION
                    .because(file + " can't be read as TOML.")
                    .causedBy(unexpected);
        }
    }

    /** Parses the current value; {@code place} has its key and line. */
    private ConfigNode node(JsonParser parser, ConfigNode place, int depth) throws IOException {
        if (depth > TomlLineIndex.MAX_DEPTH) {
            throw tooDeep(place);
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> place.with(ConfigNode.Kind.TABLE, fields(parser, place, depth));
            case START_ARRAY -> place.with(ConfigNode.Kind.LIST, elements(parser, place, depth));
            default -> place.with(parser.getText());
        };
    }

    private List<ConfigNode> fields(JsonParser parser, ConfigNode table, int depth) throws IOException {
        List<ConfigNode> fields = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            parser.nextToken();
            fields.add(node(parser, place(table, key, TomlLineIndex.child(table.name(), key)), depth + 1));
        }
        return fields;
    }

    private List<ConfigNode> elements(JsonParser parser, ConfigNode list, int depth) throws IOException {
        List<ConfigNode> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            String index = "[" + elements.size() + "]";
            elements.add(node(parser, place(list, index, list.name() + index), depth + 1));
        }
        return elements;
    }

    private ConfigNode place(ConfigNode parent, String key, String name) {
        return ConfigNode.at(key, name, lines.line(name, parent.line()));
    }

    private ProviderException tooDeep(ConfigNode place) {
        return Failure.CONFIGURATION.because(
                file + ", line " + place.line() + ": nested more than " + TomlLineIndex.MAX_DEPTH + " levels deep.");
    }
}
