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
    private final KeyLines lines;

    private TomlReader(String file, KeyLines lines) {
        this.file = file;
        this.lines = lines;
    }

    /** The whole text as one entry; fails with the line, the column and the reason when it is not TOML. */
    static Entry read(String file, String toml) {
        KeyLines lines = KeyLines.of(toml);
        try (JsonParser parser = new TomlFactory().createParser(toml)) {
            parser.nextToken();
            return new TomlReader(file, lines).entry(parser, Entry.at("", "", 1), 0);
        } catch (JacksonException notToml) {
            throw SyntaxReason.refusal(file, lines, notToml);
        } catch (IOException unexpected) {
            throw Failure.CONFIGURATION
                    .because(file + " can't be read as TOML.")
                    .causedBy(unexpected);
        }
    }

    /** What the parser stands at; {@code place} knows its key and line already. */
    private Entry entry(JsonParser parser, Entry place, int depth) throws IOException {
        if (depth > KeyLines.DEEPEST) {
            throw tooDeep(place);
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> place.holding(Entry.Kind.TABLE, fields(parser, place, depth));
            case START_ARRAY -> place.holding(Entry.Kind.LIST, elements(parser, place, depth));
            default -> place.holding(parser.getText());
        };
    }

    private List<Entry> fields(JsonParser parser, Entry table, int depth) throws IOException {
        List<Entry> fields = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            parser.nextToken();
            fields.add(entry(parser, place(table, key, KeyLines.below(table.name(), key)), depth + 1));
        }
        return fields;
    }

    private List<Entry> elements(JsonParser parser, Entry list, int depth) throws IOException {
        List<Entry> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            String index = "[" + elements.size() + "]";
            elements.add(entry(parser, place(list, index, list.name() + index), depth + 1));
        }
        return elements;
    }

    private Entry place(Entry above, String key, String name) {
        return Entry.at(key, name, lines.line(name, above.line()));
    }

    private ProviderException tooDeep(Entry place) {
        return Failure.CONFIGURATION.because(
                file + ", line " + place.line() + ": nested more than " + KeyLines.DEEPEST + " levels deep.");
    }
}
