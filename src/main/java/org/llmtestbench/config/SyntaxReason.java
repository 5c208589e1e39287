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
public record SyntaxReason(String parser, String words) {
    private static final String TWICE = "Duplicate key";

    private static final List<SyntaxReason> KNOWN = List.of(
            new SyntaxReason(TWICE, "this key stands in the same table twice."),
            new SyntaxReason("Table redefined", "this table stands in the file twice."),
            new SyntaxReason("Unknown token", "not a key or value. Texts need quotes."),
            new SyntaxReason(
                    "More data after value", "something follows a value. Texts need quotes, lists need commas."),
            new SyntaxReason(
                    "Newline not permitted", "the line ends too early. A value, a quote or a bracket is missing."),
            new SyntaxReason("Premature end", "the file ends too early. A quote or a bracket is missing."),
            new SyntaxReason("EOF in wrong state", "the file ends too early. A quote or a bracket is missing."),
            new SyntaxReason("Unknown escape", "unknown escape. Double each \\ or use 'single quotes'."),
            new SyntaxReason("Invalid code point", "unknown escape. Double each \\ or use 'single quotes'."),
            new SyntaxReason("Path into existing", "a table and a value have the same name."),
            new SyntaxReason("Object already closed", "a table in braces can't get more keys here."),
            new SyntaxReason("Array already", "a list in brackets can't get more elements here."),
            new SyntaxReason("Zero-prefixed", "a number can't begin with 0."),
            new SyntaxReason("Invalid number", "the number before is too large."),
            new SyntaxReason("Trailing comma", "no comma may follow the last key in braces."),
            new SyntaxReason("Comment not permitted", "a comment can't stand in braces."),
            new SyntaxReason("Document nesting depth", "brackets are nested too deeply."),
            new SyntaxReason("Illegal control", "an invisible control character."));

    private static final SyntaxReason OTHER = new SyntaxReason("", "a key, a value or a bracket is missing.");

    /** The refusal of this file, with line and reason. */
    public static ProviderException refusal(String file, KeyLines lines, JacksonException notToml) {
        SyntaxReason reason = KNOWN.stream()
                .filter(known -> notToml.getOriginalMessage().startsWith(known.parser))
                .findFirst()
                .orElse(OTHER);
        return Failure.CONFIGURATION.because(file + reason.place(lines, notToml) + ": " + reason.words);
    }

    /** Jackson notices a second key when it already stands on the next one. */
    private String place(KeyLines lines, JacksonException notToml) {
        if (parser.equals(TWICE) && lines.repeated().isPresent()) {
            return ", line " + lines.repeated().getAsInt();
        }
        JsonLocation at = notToml.getLocation();
        return at == null ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr();
    }
}
