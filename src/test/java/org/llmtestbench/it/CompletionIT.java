package org.llmtestbench.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.llmtestbench.it.Program.with;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtestbench.it.Program.Run;

/** The completion script, run in bash and zsh. */
class CompletionIT {
    /** Completes its arguments as bash does when the tab key is pressed. */
    private static final String BASH = """
            source "$HOME/script"
            # configures the line editor, which does not run here
            compopt() { :; }
            try() {
                COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=()
                _complete_llm-test-bench
                echo "${COMPREPLY[*]}"
            }
            complete -p llm-test-bench
            """;

    /** Types into a zsh on a terminal and presses tab; a fake command prints the completed line. */
    private static final String ZSH = """
            zmodload zsh/zpty
            zpty z zsh -f -i
            zpty -w z 'autoload -U +X compinit && compinit -u -D; source "$HOME/script"'
            zpty -w z 'llm-test-bench() { print -r -- "GO""T:$*." }; print REA""DY'
            zpty -r -m z out '*READY*'
            try() {
                zpty -w z "llm-test-bench $1"$'\t'
                zpty -r -m z out '*GOT:*.*'
                print -r -- "${${out##*GOT:}%%.*}"
            }
            """;

    @TempDir
    private Path home;

    @BeforeEach
    void configureAProviderAndAModel() throws IOException {
        Path file = home.resolve(".config/llm-test-bench/config.toml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "[providers.office]\nbase_url = 'http://x/v1'\n[models.house-llama]\n");
    }

    private List<String> completed(String shell, String start, String... inputs) throws IOException {
        assumeThat(Arrays.stream(System.getenv("PATH").split(":")))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, shell)));
        Files.writeString(home.resolve("inputs"), start + "try " + String.join("\ntry ", inputs) + "\n");
        Run run = with("completion", shell)
                .env("HOME", home.toString())
                .inShell("\"$@\" > \"$HOME/script\" && exec " + shell + " \"$HOME/inputs\"")
                .run();
        assertThat(run.exitCode()).isZero();
        assertThat(run.stderr()).isEmpty();
        return run.stdoutLines();
    }

    @Test
    void bash_completes_commands_options_providers_and_models() throws IOException {
        List<String> lines = completed(
                "bash",
                BASH,
                "llm-test-bench ''",
                "llm-test-bench config va",
                "llm-test-bench models --liv",
                "llm-test-bench test o",
                "llm-test-bench test openai -m gpt-6-",
                "llm-test-bench tokens openai --model house",
                "llm-test-bench test openai -o js",
                "llm-test-bench completion ''");

        assertThat(lines)
                .containsExactly(
                        "complete -o default -F _complete_llm-test-bench llm-test-bench",
                        "test smoke models providers tokens report simulate serve config completion",
                        "validate",
                        "--live",
                        "office ollama openai openrouter",
                        "gpt-6-astra gpt-6-sol gpt-6-luna",
                        "house-llama",
                        "json json-pretty",
                        "bash zsh");
    }

    @Test
    void zsh_completes_at_a_tab() throws IOException {
        assertThat(completed("zsh", ZSH, "te", "'config va'", "'test off'", "'test openai -m gpt-6-l'"))
                .containsExactly("test", "config validate", "test office", "test openai -m gpt-6-luna");
    }

    @Test
    void any_other_shell_is_an_error() {
        assertThat(with("completion", "fish").run()).isEqualTo(new Run(64, "", """
                error: Invalid value for bash|zsh: 'fish' is not one of bash, zsh.
                hint:  Try 'llm-test-bench completion --help'.
                """));
        assertThat(with("completion").run()).isEqualTo(new Run(64, "", """
                error: Missing required parameter: 'bash|zsh'.
                hint:  Try 'llm-test-bench completion --help'.
                """));
    }

    @Test
    void an_invalid_configuration_only_removes_its_names_from_the_completion() throws IOException {
        Files.writeString(home.resolve(".config/llm-test-bench/config.toml"), "[providers.office");
        assertThat(completed("bash", BASH, "llm-test-bench test o").get(1)).isEqualTo("ollama openai openrouter");
    }
}
