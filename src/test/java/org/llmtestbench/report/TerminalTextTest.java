package org.llmtestbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalTextTest {
    private static String shown(String... pieces) {
        TerminalText text = new TerminalText();
        StringBuilder all = new StringBuilder();
        for (String piece : pieces) {
            all.append(text.next(piece));
        }
        return all.toString();
    }

    @Test
    void nothing_that_a_terminal_obeys_is_left() {
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            assertThat(shown("a" + (char) c + "b"))
                    .as("U+%04X", c)
                    .doesNotContainPattern("[\\x00-\\x08\\x0B-\\x1F\\x7F-\\x9F\\u202A-\\u202E\\u2066-\\u2069]");
        }
    }

    @Test
    void control_characters_are_replaced_by_what_shows_them() {
        assertThat(shown("a\u001b[2Jb\u001b]52;c;ZXZpbA==\u0007c\u0000d\u007fe\u009b31mf\u202eg\rh"))
                .isEqualTo("a␛[2Jb␛]52;c;ZXZpbA==␇c␀d⟨U+007F⟩e⟨U+009B⟩31mf⟨U+202E⟩g␍h");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain\n\ttext",
                "naïve 漢字 עברית\u200f العربية हिन्दी می\u200cخواهم 👩\u200d👩\u200d👧 👍🏽 e\u0301",
                "🏴\udb40\udc67\udb40\udc62\udb40\udc65\udb40\udc6e\udb40\udc67\udb40\udc7f",
            })
    void words_of_all_languages_stay(String text) {
        assertThat(shown(text)).isEqualTo(text);
        assertThat(shown(text.split("(?!^)"))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3", "4", "5", "6", "7"})
    void a_sequence_that_is_split_over_two_pieces_is_replaced(int cut) {
        String sequence = "\u001b]52;c;\u0007";
        assertThat(shown(sequence.substring(0, cut), sequence.substring(cut))).isEqualTo("␛]52;c;␇");
    }

    @Test
    void both_characters_of_an_end_of_line_are_one() {
        assertThat(shown("a\r\nb", "c\r", "\nd\r", "e", "\r", "\n")).isEqualTo("a\nbc\nd␍e\n");
    }

    @Test
    void half_a_character_is_shown_with_its_other_half() {
        assertThat(shown("a\ud83d", "\udc4db")).isEqualTo("a👍b");
    }

    @Test
    void a_sink_to_a_terminal_replaces_them_and_any_other_does_not() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Utf8Output.toTerminal(bytes).println("a\u001bb");
        new Utf8Output(bytes).println("a\u001bb");
        Utf8Output terminal = Utf8Output.toTerminal(bytes);
        terminal.print("\u001b");
        terminal.print("c");
        try (Writer writer = Utf8Output.toTerminal(bytes).writer()) {
            writer.write("d\u001be");
            writer.write('\u001b');
            writer.append('f').append("\u0007");
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("a␛b\na\u001bb\n␛cd␛e␛f␇");
    }

    @Test
    void comments_are_clean_and_keep_their_colours() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ConsoleMessages messages = new ConsoleMessages(new Utf8Output(bytes), true);
        messages.error("a\u001b[2J");
        messages.hint("b\u0007");
        messages.warnings(java.util.List.of("c\u009b"), "");
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .isEqualTo("\u001b[31merror: \u001b[0ma␛[2J\n\u001b[36mhint:  \u001b[0mb␇\n"
                        + "\u001b[33mwarning: \u001b[0mc⟨U+009B⟩\n");
    }
}
