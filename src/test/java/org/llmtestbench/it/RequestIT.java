package org.llmtestbench.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.it.Program.testCommand;
import static org.llmtestbench.it.Program.with;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.llmtestbench.it.Program.Run;

/** The HTTP requests that the program sends. */
class RequestIT {
    @RegisterExtension
    static final Vendor vendor = new Vendor();

    @TempDir
    private Path folder;

    @Test
    void every_option_is_sent_to_a_model_that_supports_it() {
        String[] args = {
            "-m",
            "gpt-4o",
            "--system",
            "Be brief.",
            "--max-tokens",
            "50",
            "-t",
            "0.5",
            "--top-p",
            "0.9",
            "--stop",
            "END",
            "--stop",
            "\n",
            "--param",
            "seed=7",
            "--param",
            "user=Ann Lee",
            "--param",
            "logit_bias={\"50256\":-100}",
            "--param",
            "user_tag=\"7\"",
            "-q",
            "Hi"
        };
        Run run = testCommand(vendor.answers("Yes."), args).run();

        assertThat(run).isEqualTo(new Run(0, "Yes.\n", ""));
        assertThat(vendor.body()).isEqualTo(Bodies.json("""
                {"model":"gpt-4o",
                 "messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Hi"}],
                 "max_tokens":50,"temperature":0.5,"top_p":0.9,"stop":["END","\\n"],
                 "seed":7,"user":"Ann Lee","logit_bias":{"50256":-100},"user_tag":"7"}"""));
    }

    @Test
    void only_given_options_are_sent_with_the_headers_of_the_account() {
        Run run = testCommand(vendor.answers("Yes."), "Hi")
                .setting("ORGANIZATION", "org-1")
                .setting("PROJECT", "proj-1")
                .run();

        assertThat(run.exitCode()).isZero();
        assertThat(vendor.url()).isEqualTo("/v1/chat/completions");
        assertThat(vendor.body()).isEqualTo(Bodies.json("""
                {"model":"gpt-6-luna","messages":[{"role":"user","content":"Hi"}]}"""));
        assertThat(vendor.header("authorization")).isEqualTo("Bearer " + Vendor.KEY);
        assertThat(vendor.header("user-agent")).matches("llm-test-bench/\\d+\\.\\d+\\.\\d+.*");
        assertThat(vendor.header("content-type")).startsWith("application/json");
        assertThat(vendor.header("openai-organization")).isEqualTo("org-1");
        assertThat(vendor.header("openai-project")).isEqualTo("proj-1");
    }

    @Test
    void unsupported_parameters_are_omitted_with_a_warning() {
        Run run = testCommand(
                        vendor.streams("Yes."),
                        "Hi",
                        "-s",
                        "-m",
                        "gpt-6.2-sol",
                        "-t",
                        "0.5",
                        "--stop",
                        "END",
                        "--max-tokens",
                        "50",
                        "-o",
                        "plain")
                .run();

        assertThat(run.exitCode()).isZero();
        assertThat(run.stderr()).isEqualTo("""
                warning: gpt-6.2-sol does not accept temperature; it was not sent.
                warning: gpt-6.2-sol does not accept stop; it was not sent.
                """);
        assertThat(vendor.sent("temperature", "stop", "max_tokens", "max_completion_tokens", "stream_options"))
                .containsExactly("max_tokens", "stream_options");
    }

    @Test
    void the_temperature_is_sent_to_a_model_that_supports_it_without_reasoning() {
        vendor.answers("Yes.").answers("Yes.");

        testCommand(vendor, "Hi", "-t", "0.5", "--param", "reasoning_effort=none")
                .run();
        assertThat(vendor.sent("temperature", "reasoning_effort")).containsExactly("temperature", "reasoning_effort");

        Run without = testCommand(vendor, "Hi", "-t", "0.5", "--json").run();
        assertThat(vendor.sent("temperature")).isEmpty();
        assertThat(Result.of(without.stdout()).warnings())
                .containsExactly("gpt-6-luna does not accept temperature; it was not sent.");
    }

    @Test
    void the_usage_is_estimated_if_the_stream_does_not_request_it() {
        vendor.streamsEvents(Bodies.role() + Bodies.texts("Yes.") + Bodies.finish("stop") + Bodies.DONE);

        Run run = testCommand(vendor, "Hi there", "-s", "-o", "json-pretty")
                .setting("INCLUDE_USAGE", "false")
                .run();

        assertThat(run.exitCode()).isZero();
        assertThat(vendor.sent("stream", "stream_options")).containsExactly("stream");
        Result result = Result.of(run.stdout());
        result.assertShape();
        assertThat(result.json().path("usage").path("estimated").asBoolean()).isTrue();
        assertThat(result.json().path("usage").path("total_tokens").asInt()).isEqualTo(4);
        assertThat(result.warnings()).containsExactly("The provider sent no token counts; they are estimated.");
    }

    @Test
    void a_compatible_endpoint_gets_its_own_headers_and_query_and_the_older_token_field() throws IOException {
        Path config = Files.writeString(folder.resolve("config.toml"), """
                [providers.local]
                dialect = "openai"
                base_url = "%s/"
                api_key_env = ""
                default_model = "llama-9"

                [providers.local.headers]
                x-team = "bench"
                api-key = "from the file"

                [providers.local.query]
                api-version = "2026-10-01"
                """.formatted(
                        vendor.answers("Yes.").baseUrl()));

        Run run = with("test", "local", "Hi", "-q", "--max-tokens", "50", "--config", config.toString())
                .run();

        assertThat(run).isEqualTo(new Run(0, "Yes.\n", ""));
        assertThat(vendor.url()).isEqualTo("/v1/chat/completions?api-version=2026-10-01");
        assertThat(vendor.header("x-team")).isEqualTo("bench");
        assertThat(vendor.header("api-key")).isEqualTo("from the file");
        assertThat(vendor.header("authorization")).isNull();
        assertThat(vendor.body()).isEqualTo(Bodies.json("""
                {"model":"llama-9","messages":[{"role":"user","content":"Hi"}],"max_tokens":50}"""));
    }

    @Test
    void options_set_the_endpoint_and_the_variable_of_its_key() {
        Run run = with(
                        "test",
                        "openai",
                        "Hi",
                        "-q",
                        "--base-url",
                        vendor.answers("Yes.").baseUrl(),
                        "--api-key-env",
                        "MINE")
                .env("MINE", "my-secret")
                .run();

        assertThat(run).isEqualTo(new Run(0, "Yes.\n", ""));
        assertThat(vendor.header("authorization")).isEqualTo("Bearer my-secret");
    }

    @Test
    void a_param_cannot_replace_an_option() {
        Run run = testCommand(vendor, "Hi", "--param", "model=gpt-4o").run();

        assertThat(run).isEqualTo(new Run(64, "", "error: --param model: use --model.\n"));
        assertThat(vendor.calls()).isZero();
    }

    @Test
    void a_param_needs_a_value() {
        Run run = testCommand(vendor, "Hi", "--param", "seed").run();

        assertThat(run).isEqualTo(new Run(64, "", "error: --param seed: write KEY=VALUE.\n"));
    }
}
