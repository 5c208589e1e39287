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
    private static String shown(String... chunks) {
        TerminalText text = new TerminalText();
        StringBuilder all = new StringBuilder();
        for (String chunk : chunks) {
            all.append(text.next(chunk));
        }
        return all.toString();
    }

    @Test
    void no_control_character_is_left() {
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            assertThat(shown("a" + (char) c + "b"))
                    .as("U+%04X", c)
                    .doesNotContainPattern("[\\x00-\\x08\\x0B-\\x1F\\x7F-\\x9F\\u202A-\\u202E\\u2066-\\u2069]");
        }
    }

    @Test
    void control_characters_become_visible() {
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
    void text_of_all_languages_stays(String text) {
        assertThat(shown(text)).isEqualTo(text);
        assertThat(shown(text.split("(?!^)"))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3", "4", "5", "6", "7"})
    void a_sequence_that_is_split_over_two_chunks_is_replaced(int cut) {
        String sequence = "\u001b]52;c;\u0007";
        assertThat(shown(sequence.substring(0, cut), sequence.substring(cut))).isEqualTo("␛]52;c;␇");
    }

    @Test
    void a_carriage_return_before_a_line_feed_is_removed() {
        assertThat(shown("a\r\nb", "c\r", "\nd\r", "e", "\r", "\n")).isEqualTo("a\nbc\nd␍e\n");
    }

    @Test
    void a_surrogate_pair_that_is_split_over_two_chunks_stays_whole() {
        assertThat(shown("a\ud83d", "\udc4db")).isEqualTo("a👍b");
    }

    @Test
    void only_an_output_to_a_terminal_replaces_control_characters() throws IOException {
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
    void messages_have_no_control_characters_except_their_colours() {
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
