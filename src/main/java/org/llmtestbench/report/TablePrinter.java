package org.llmtestbench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Prints a list as a table of selected columns for people, and as a JSON array with all fields for programs. */
public final class TablePrinter<T> {
    private static final String NONE = "–";

    private record Column<T>(String title, Function<T, Object> value) {}

    private final List<Column<T>> columns = new ArrayList<>();

    /** Adds a column to the table. */
    public TablePrinter<T> column(String title, Function<T, Object> value) {
        columns.add(new Column<>(title, value));
        return this;
    }

    /** The table, with a header line. */
    public String table(List<T> rows) {
        List<List<String>> cells = new ArrayList<>();
        cells.add(columns.stream().map(Column::title).toList());
        for (T row : rows) {
            cells.add(columns.stream()
                    .map(column -> column.value().apply(row))
                    .map(value -> value == null || value.equals("") ? NONE : value.toString())
                    .toList());
        }
        return Table.of(cells);
    }

    /** The JSON array, with one object on each line and keys in snake_case. */
    public String json(List<T> rows) {
        JsonMapper json = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                .build();
        List<String> lines = new ArrayList<>();
        for (T row : rows) {
            try {
                lines.add(json.writeValueAsString(row));
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
        }
        return "[" + String.join(",\n ", lines) + "]\n";
    }
}
