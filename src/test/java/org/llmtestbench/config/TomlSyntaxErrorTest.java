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

    /** In the texts, {@code /} stands for a line end and {@code `} for a double quote. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "a = https:         | line 1, column 5: not a key or value. Texts need quotes.",
                "a = 20s            | line 1, column 7: something follows a value. Texts need quotes, lists need commas.",
                "a = `x/b = 1       | line 1, column 7: the line ends too early. A value, a quote or a bracket is missing.",
                "[a/b = 1           | line 1, column 3: the line ends too early. A value, a quote or a bracket is missing.",
                "a = '''x           | line 1, column 9: the file ends too early. A quote or a bracket is missing.",
                "`a                 | line 1, column 3: the file ends too early. A quote or a bracket is missing.",
                "a = `C:\\d`        | line 1, column 8: unknown escape. Double each \\ or use 'single quotes'.",
                "a = 1/[a]          | line 2, column 3: a table and a value have the same name.",
                "[a]/[a]            | line 2, column 3: this table stands in the file twice.",
                "a = {b = 1}/[a.c]  | line 2, column 4: a table in braces can't get more keys here.",
                "a = [1]/[[a]]      | line 2, column 4: a list in brackets can't get more elements here.",
                "a = 007            | line 1, column 5: a number can't begin with 0.",
                "a = 1e9999999999   | line 1, column 17: the number before is too large.",
                "a = {b = 1,}       | line 1, column 12: no comma may follow the last key in braces.",
                "a = {   #c         | line 1, column 9: a comment can't stand in braces.",
                "a = `\u0001`       | line 1, column 6: an invisible control character.",
                "= 1                | line 1, column 1: a key, a value or a bracket is missing.",
            })
    void says_in_words_what_is_wrong(String text, String problem) {
        Surroundings around =
                new Surroundings(home).file(text.replace('/', '\n').replace('`', '"'));
        assertThat(around.problems()).isEqualTo("FILE, " + problem);
    }

    @Test
    void a_repeated_key_is_found_at_its_second_line() {
        Surroundings around =
                new Surroundings(home).file("[providers.x]\ndialect = '1'\ndialect = '2'\n\n\n[models.a]\n");
        assertThat(around.problems()).isEqualTo("FILE, line 3: this key stands in the same table twice.");
    }

    @Test
    void a_repeated_key_in_braces_is_found_too() {
        Surroundings around = new Surroundings(home).file("a = 1\nb = {c = 1, c = 2}\n");
        assertThat(around.problems()).isEqualTo("FILE, line 2, column 18: this key stands in the same table twice.");
    }

    @Test
    void brackets_without_end_are_refused() {
        assertThat(new Surroundings(home).file("a = " + "[".repeat(100_000)).problems())
                .isEqualTo("FILE: brackets are nested too deeply.");
    }

    @Test
    void dotted_keys_without_end_are_refused() {
        assertThat(new Surroundings(home)
                        .file("[models]\na" + ".a".repeat(100_000) + " = 1")
                        .problems())
                .isEqualTo("FILE, line 2: nested more than 50 levels deep.");
    }
}
