package org.llmtestbench.config;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import java.util.List;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;

/**
 * Says in our words why a text is not TOML.
 *
 * @param parser how Jackson's message begins; the rest of it may quote the file and is never shown
 */
public record TomlSyntaxError(String parser, String words) {
    private static final String TWICE = "Duplicate key";

    private static final List<TomlSyntaxError> KNOWN = List.of(
            new TomlSyntaxError(TWICE, "this key stands in the same table twice."),
            new TomlSyntaxError("Table redefined", "this table stands in the file twice."),
            new TomlSyntaxError("Unknown token", "not a key or value. Texts need quotes."),
            new TomlSyntaxError(
                    "More data after value", "something follows a value. Texts need quotes, lists need commas."),
            new TomlSyntaxError(
                    "Newline not permitted", "the line ends too early. A value, a quote or a bracket is missing."),
            new TomlSyntaxError("Premature end", "the file ends too early. A quote or a bracket is missing."),
            new TomlSyntaxError("EOF in wrong state", "the file ends too early. A quote or a bracket is missing."),
            new TomlSyntaxError("Unknown escape", "unknown escape. Double each \\ or use 'single quotes'."),
            new TomlSyntaxError("Invalid code point", "unknown escape. Double each \\ or use 'single quotes'."),
            new TomlSyntaxError("Path into existing", "a table and a value have the same name."),
            new TomlSyntaxError("Object already closed", "a table in braces can't get more keys here."),
            new TomlSyntaxError("Array already", "a list in brackets can't get more elements here."),
            new TomlSyntaxError("Zero-prefixed", "a number can't begin with 0."),
            new TomlSyntaxError("Invalid number", "the number before is too large."),
            new TomlSyntaxError("Trailing comma", "no comma may follow the last key in braces."),
            new TomlSyntaxError("Comment not permitted", "a comment can't stand in braces."),
            new TomlSyntaxError("Document nesting depth", "brackets are nested too deeply."),
            new TomlSyntaxError("Illegal control", "an invisible control character."));

    private static final TomlSyntaxError OTHER = new TomlSyntaxError("", "a key, a value or a bracket is missing.");

    /** The refusal of this file, with line and reason. */
    public static ProviderException refusal(String file, TomlLineIndex lines, JacksonException notToml) {
        TomlSyntaxError reason = KNOWN.stream()
                .filter(known -> notToml.getOriginalMessage().startsWith(known.parser))
                .findFirst()
                .orElse(OTHER);
        return Failure.CONFIGURATION.because(file + reason.place(lines, notToml) + ": " + reason.words);
    }

    /** Jackson notices a second key when it already stands on the next one. */
    private String place(TomlLineIndex lines, JacksonException notToml) {
        if (parser.equals(TWICE) && lines.repeated().isPresent()) {
            return ", line " + lines.repeated().getAsInt();
        }
        JsonLocation at = notToml.getLocation();
        return at == null ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr();
    }
}
