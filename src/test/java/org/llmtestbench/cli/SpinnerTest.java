package org.llmtestbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.llmtestbench.provider.CallListener;
import org.llmtestbench.provider.Delta;

class SpinnerTest {
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final StatusLine line = new StatusLine(screen);
    private long now;

    private Spinner spinner(boolean textOnSameTerminal) {
        Spinner spinner = new Spinner(line, CallListener.of(this::write), textOnSameTerminal, false, () -> now);
        spinner.startTimer();
        return spinner;
    }

    private void write(Delta delta) {
        screen.writeBytes(("<" + delta.text() + ">").getBytes(StandardCharsets.UTF_8));
    }

    private void after(int millis, Spinner spinner) {
        now += Duration.ofMillis(millis).toNanos();
        spinner.tick();
    }

    private String screen() {
        return screen.toString(StandardCharsets.UTF_8);
    }

    @Test
    void a_fast_answer_shows_no_spinner() {
        try (Spinner spinner = spinner(true)) {
            after(99, spinner);
        }
        assertThat(screen()).isEmpty();
    }

    @Test
    void on_the_same_terminal_the_status_line_is_cleared_before_the_text_and_does_not_return() {
        try (Spinner spinner = spinner(true)) {
            after(100, spinner);
            after(150, spinner);
            spinner.delta(new Delta(Delta.Kind.REASONING, "hm"));
            after(50, spinner);
            spinner.delta(new Delta(Delta.Kind.TEXT, "Yes"));
            after(1000, spinner);
        }
        assertThat(screen())
                .isEqualTo("\r| waiting 0.1 s\r/ waiting 0.3 s<hm>\r- thinking 0.3 s" + "\r                \r<Yes>");
    }

    @Test
    void with_stdout_in_a_pipe_it_counts_tokens_until_the_end() {
        try (Spinner spinner = spinner(false)) {
            spinner.delta(new Delta(Delta.Kind.TEXT, "Hello"));
            after(1500, spinner);
            spinner.delta(new Delta(Delta.Kind.TEXT, " there"));
            after(500, spinner);
        }
        assertThat(screen()).isEqualTo("<Hello>\r| ~2 tokens 1.5 s< there>\r/ ~3 tokens 2.0 s\r                 \r");
    }

    @Test
    void any_other_output_replaces_the_status_line() throws IOException {
        line.show("abc");
        line.show("d");
        line.write("note\n".getBytes(StandardCharsets.UTF_8));
        line.write('x');
        line.clear();
        assertThat(screen()).isEqualTo("\rabc\rd  \r \rnote\nx");
    }
}
