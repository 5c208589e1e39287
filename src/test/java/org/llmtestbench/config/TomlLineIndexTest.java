package org.llmtestbench.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TomlLineIndexTest {
    private static int line(String name, String... lines) {
        return TomlLineIndex.of(String.join("\n", lines)).line(name, -1);
    }

    @Test
    void keys_are_found_in_their_tables() {
        String[] text = {"top = 1", "[providers.x]", "# a = 0", "a = 1", " [ providers . y ] # b = 2", "  b=2"};
        assertThat(line("top", text)).isEqualTo(1);
        assertThat(line("providers", text)).isEqualTo(2);
        assertThat(line("providers.x", text)).isEqualTo(2);
        assertThat(line("providers.x.a", text)).isEqualTo(4);
        assertThat(line("providers.y", text)).isEqualTo(5);
        assertThat(line("providers.y.b", text)).isEqualTo(6);
        assertThat(line("providers.y.c", text)).isEqualTo(-1);
    }

    @Test
    void quoted_and_dotted_keys_are_found() {
        String[] text = {"[providers.\"x.y\"]", "headers.'X-Foo' = 1", "headers . \"a b\" = 2", "'q' = 3"};
        assertThat(line("providers.\"x.y\"", text)).isEqualTo(1);
        assertThat(line("providers.\"x.y\".headers.X-Foo", text)).isEqualTo(2);
        assertThat(line("providers.\"x.y\".headers.\"a b\"", text)).isEqualTo(3);
        assertThat(line("providers.\"x.y\".q", text)).isEqualTo(4);
    }

    @Test
    void keys_in_braces_have_no_line_of_their_own() {
        assertThat(line("a.b", "x = 0", "a = { b = 1 }")).isEqualTo(-1);
        assertThat(line("a", "x = 0", "a = { b = 1 }")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"\"\n# [no]\nno = '1\\\"\"\"\n\"\"\"",
                "\"\"\"\nx\n\n\"\"\"\"\"",
                "'''\n[no]\n\\\n'''",
                "[ # ]\n\"]\",\n{ no = 1 }\n]",
                "\"\\\"# \"\n\n\n",
                "'\\' # '\n\n\n",
                "\"\"\n\n\n",
            })
    void values_over_several_lines_are_skipped(String value) {
        TomlLineIndex lines = TomlLineIndex.of("a = " + value + "\nb = 1");
        assertThat(lines.line("a", -1)).isEqualTo(1);
        assertThat(lines.line("b", -1)).isEqualTo(5);
        assertThat(lines.line("no", -1)).isEqualTo(-1);
    }

    @Test
    void elements_of_lists_of_tables_have_their_own_lines() {
        String[] text = {"[[m.t]]", "a = 1", "[[m.t]]", "a = 2", "[m.t.s]", "b = 3", "[[m.t.u]]", "c = 4"};
        assertThat(line("m.t", text)).isEqualTo(1);
        assertThat(line("m.t[0].a", text)).isEqualTo(2);
        assertThat(line("m.t[1]", text)).isEqualTo(3);
        assertThat(line("m.t[1].a", text)).isEqualTo(4);
        assertThat(line("m.t[1].s.b", text)).isEqualTo(6);
        assertThat(line("m.t[1].u[0].c", text)).isEqualTo(8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "]", "=", "[", "[[", "'", "\"", "\"\"\"", "a", "a.", "a = [", "a = '''", "\0", "a = \"\\"})
    void malformed_texts_do_not_fail(String text) {
        assertThat(TomlLineIndex.of(text).firstDuplicate()).isEmpty();
    }
}
