package org.llmtestbench.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TomlSyntaxErrorTest {
    @TempDir
    Path home;

    /** In the texts, {@code /} means a line end and {@code `} a double quote. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "a = https:         | line 1, column 5: not a key or a value. Texts need quotes.",
                "a = 20s            | line 1, column 7: unexpected text after a value. Texts need quotes, lists need commas.",
                "a = `x/b = 1       | line 1, column 7: the line ends too early. A value, a quote or a bracket is missing.",
                "[a/b = 1           | line 1, column 3: the line ends too early. A value, a quote or a bracket is missing.",
                "a = '''x           | line 1, column 9: the file ends too early. A quote or a bracket is missing.",
                "`a                 | line 1, column 3: the file ends too early. A quote or a bracket is missing.",
                "a = `C:\\d`        | line 1, column 8: unknown escape. Double each \\ or use 'single quotes'.",
                "a = 1/[a]          | line 2, column 3: a table and a value have the same name.",
                "[a]/[a]            | line 2, column 3: this table is already defined in the file.",
                "a = {b = 1}/[a.c]  | line 2, column 4: keys can't be added to a table in braces.",
                "a = [1]/[[a]]      | line 2, column 4: elements can't be added to a list in brackets.",
                "a = 007            | line 1, column 5: a number can't begin with 0.",
                "a = 1e9999999999   | line 1, column 17: the number before this column is too large.",
                "a = {b = 1,}       | line 1, column 12: no comma may follow the last key in braces.",
                "a = {   #c         | line 1, column 9: comments are not allowed in braces.",
                "a = `\u0001`       | line 1, column 6: control characters are not allowed.",
                "= 1                | line 1, column 1: a key, a value or a bracket is missing.",
            })
    void syntax_errors_are_described(String text, String problem) {
        Surroundings surroundings =
                new Surroundings(home).file(text.replace('/', '\n').replace('`', '"'));
        assertThat(surroundings.problems()).isEqualTo("FILE, " + problem);
    }

    @Test
    void a_duplicate_key_is_reported_at_its_second_line() {
        Surroundings surroundings =
                new Surroundings(home).file("[providers.x]\ndialect = '1'\ndialect = '2'\n\n\n[models.a]\n");
        assertThat(surroundings.problems()).isEqualTo("FILE, line 3: this key is already set in the same table.");
    }

    @Test
    void a_duplicate_key_in_braces_is_reported() {
        Surroundings surroundings = new Surroundings(home).file("a = 1\nb = {c = 1, c = 2}\n");
        assertThat(surroundings.problems())
                .isEqualTo("FILE, line 2, column 18: this key is already set in the same table.");
    }

    @Test
    void deeply_nested_brackets_are_rejected() {
        assertThat(new Surroundings(home).file("a = " + "[".repeat(100_000)).problems())
                .isEqualTo("FILE: brackets are nested too deeply.");
    }

    @Test
    void deeply_nested_dotted_keys_are_rejected() {
        assertThat(new Surroundings(home)
                        .file("[models]\na" + ".a".repeat(100_000) + " = 1")
                        .problems())
                .isEqualTo("FILE, line 2: nested more than 50 levels deep.");
    }
}
