package org.llmtestbench.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.it.Program.with;

import org.junit.jupiter.api.Test;
import org.llmtestbench.it.Program.Run;

/** Calls to the simulator with {@code --offline}, without a key and without a network. */
class OfflineIT {
    /** Runs with a base URL that is unreachable, to show that no request leaves the process. */
    private static Run offline(String... options) {
        String[] args = new String[options.length + 5];
        System.arraycopy(new String[] {"test", "openai", "--prompt", "Hello", "--offline"}, 0, args, 0, 5);
        System.arraycopy(options, 0, args, 5, options.length);
        return with(args).setting("BASE_URL", "http://127.0.0.1:9/v1").run();
    }

    @Test
    void the_same_prompt_gets_the_same_answer_in_every_format_with_and_without_streaming() {
        Run plain = offline("-o", "plain");
        assertThat(plain.exitCode()).isZero();
        assertThat(plain.stderr()).isEmpty();
        assertThat(plain.stdout()).contains("Hello").endsWith(".\n");
        String text = plain.stdout().strip();

        Run pretty = offline("-s");
        assertThat(pretty.stdout()).isEqualTo(plain.stdout());
        assertThat(pretty.stderr()).startsWith("gpt-6-luna · ").endsWith(" · stop · offline\n");

        Run json = offline("-s", "--json");
        Result last = Result.of(json.stdoutLines().get(json.stdoutLines().size() - 1));
        assertThat(json.stdoutLines()).hasSizeGreaterThan(2);
        assertThat(last.content()).isEqualTo(text);

        Run indented = offline("-o", "json-pretty");
        Result result = Result.of(indented.stdout());
        result.assertShape();
        assertThat(result.content()).isEqualTo(text);
        assertThat(result.json().path("offline").asBoolean()).isTrue();
        assertThat(result.json().path("usage").path("estimated").asBoolean()).isFalse();
        assertThat(result.json().path("error").isNull()).isTrue();
    }
}
