package org.llmtestbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextSanitizerTest {
    @Test
    void every_code_unit_alone_becomes_something_that_xml_can_hold() {
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            String text = TextSanitizer.text(String.valueOf((char) c));
            assertThat(text.codePoints()
                            .allMatch(each -> each == '\n'
                                    || each == '\t'
                                    || each >= ' ' && each < 0x7F
                                    || each >= 0xA0 && each < 0xD800
                                    || each >= 0xE000 && each <= 0xFFFD))
                    .as("U+%04X", c)
                    .isTrue();
        }
    }

    @Test
    void text_of_all_scripts_and_joined_emoji_stay() {
        String text = "naïve 漢字 עברית العربية हिन्दी 👩‍👩‍👧 👍🏽 e\u0301";
        assertThat(TextSanitizer.text(text)).isEqualTo(text);
    }

    @Test
    void invisible_characters_become_visible() {
        assertThat(TextSanitizer.text("a\u202eb\u0007\u001b[31m\ud800\udb40\udc41"))
                .isEqualTo("a⟨U+202E⟩b␇␛[31m�⟨U+E0041⟩");
    }

    @ParameterizedTest
    @CsvSource({"'a\nb', a ↵ b", "'a \n\n  b', a ↵ b", "' a\tb ', a b"})
    void line_puts_the_text_on_one_line(String text, String line) {
        assertThat(TextSanitizer.line(text)).isEqualTo(line);
    }

    @Test
    void truncation_adds_the_number_of_omitted_characters_and_splits_no_character() {
        assertThat(TextSanitizer.truncate("abcdef", 6)).isEqualTo("abcdef");
        assertThat(TextSanitizer.truncate("abcdef", 2)).isEqualTo("ab … (4 more characters)");
        assertThat(TextSanitizer.truncate("a👍b", 2)).isEqualTo("a … (3 more characters)");
    }
}
