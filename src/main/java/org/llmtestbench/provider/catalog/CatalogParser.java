package org.llmtestbench.provider.catalog;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The catalog, parsed from its resource. Uses the streaming JSON parser, because an object mapper would add half a
 * second to every start-up.
 *
 * @param generated the date of the catalog
 * @param models by id, in the order of the resource; each maps paths such as {@code price_tiers[0].input} to values
 */
record CatalogParser(LocalDate generated, Map<String, Map<String, String>> models) {
    private static final String RESOURCE = "/org/llmtestbench/models.json";

    static CatalogParser read() {
        try (InputStream resource = CatalogParser.class.getResourceAsStream(RESOURCE);
                JsonParser parser = new JsonFactory().createParser(resource)) {
            return read(parser);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CatalogParser read(JsonParser parser) throws IOException {
        Map<String, String> meta = new HashMap<>();
        Map<String, Map<String, String>> models = new LinkedHashMap<>();
        parser.nextToken();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            parser.nextToken();
            if (parser.currentName().equals("_meta")) {
                flatten(parser, "", meta);
            } else {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    Map<String, String> model = new HashMap<>();
                    flatten(parser, "", model);
                    models.put(model.get("id"), model);
                }
            }
        }
        return new CatalogParser(LocalDate.parse(meta.get("generated")), models);
    }

    private static void flatten(JsonParser parser, String path, Map<String, String> target) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String key = parser.currentName();
                    parser.nextToken();
                    flatten(parser, path.isEmpty() ? key : path + "." + key, target);
                }
            }
            case START_ARRAY -> {
                for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
                    flatten(parser, path + "[" + i + "]", target);
                }
            }
            case VALUE_NULL -> {
                // unknown values are left out
            }
            default -> target.put(path, parser.getText());
        }
    }
}
