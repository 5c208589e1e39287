package org.llmtestbench.config;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import java.util.List;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;

/**
 * Replaces the messages of the TOML parser with our own.
 *
 * @param prefix the start of Jackson's message; the rest may quote the file and is never shown
 * @param reason our message
 */
public record TomlSyntaxError(String prefix, String reason) {
    private static final String DUPLICATE_KEY = "Duplicate key";

    private static final List<TomlSyntaxError> KNOWN = List.of(
            new TomlSyntaxError(DUPLICATE_KEY, "this key is already set in the same table."),
            new TomlSyntaxError("Table redefined", "this table is already defined in the file."),
            new TomlSyntaxError("Unknown token", "not a key or a value. Texts need quotes."),
            new TomlSyntaxError(
                    "More data after value", "unexpected text after a value. Texts need quotes, lists need commas."),
            new TomlSyntaxError(
                    "Newline not permitted", "the line ends too early. A value, a quote or a bracket is missing."),
            new TomlSyntaxError("Premature end", "the file ends too early. A quote or a bracket is missing."),
            new TomlSyntaxError("EOF in wrong state", "the file ends too early. A quote or a bracket is missing."),
            new TomlSyntaxError("Unknown escape", "unknown escape. Double each \\ or use 'single quotes'."),
            new TomlSyntaxError("Invalid code point", "unknown escape. Double each \\ or use 'single quotes'."),
            new TomlSyntaxError("Path into existing", "a table and a value have the same name."),
            new TomlSyntaxError("Object already closed", "keys can't be added to a table in braces."),
            new TomlSyntaxError("Array already", "elements can't be added to a list in brackets."),
            new TomlSyntaxError("Zero-prefixed", "a number can't begin with 0."),
            new TomlSyntaxError("Invalid number", "the number before this column is too large."),
            new TomlSyntaxError("Trailing comma", "no comma may follow the last key in braces."),
            new TomlSyntaxError("Comment not permitted", "comments are not allowed in braces."),
            new TomlSyntaxError("Document nesting depth", "brackets are nested too deeply."),
            new TomlSyntaxError("Illegal control", "control characters are not allowed."));

    private static final TomlSyntaxError OTHER = new TomlSyntaxError("", "a key, a value or a bracket is missing.");

    /** Returns the exception for this file, with line and reason. */
    public static ProviderException toException(String file, TomlLineIndex lines, JacksonException parserError) {
        TomlSyntaxError match = KNOWN.stream()
                .filter(known -> parserError.getOriginalMessage().startsWith(known.prefix))
                .findFirst()
                .orElse(OTHER);
        return Failure.CONFIGURATION.because(file + match.place(lines, parserError) + ": " + match.reason);
    }

    /** Jackson detects a duplicate key only at the next key, so its location is wrong. */
    private String place(TomlLineIndex lines, JacksonException parserError) {
        if (prefix.equals(DUPLICATE_KEY) && lines.firstDuplicate().isPresent()) {
            return ", line " + lines.firstDuplicate().getAsInt();
        }
        JsonLocation at = parserError.getLocation();
        return at == null ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr();
    }
}
