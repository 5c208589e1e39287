package org.llmtestbench.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.llmtestbench.it.Program.testCommand;
import static org.llmtestbench.it.Program.testCommandAt;
import static org.llmtestbench.it.Program.with;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.llmtestbench.it.Program.Run;
import org.llmtestbench.resilience.MisbehavingServer;
import org.llmtestbench.resilience.Turn;

/** The exact messages of common failures: one line for the problem and one line for the solution. */
class ErrorMessagesIT {
    @RegisterExtension
    static final Vendor vendor = new Vendor();

    private static void assertPrints(Run run, int exitCode, String error, String hint) {
        assertThat(run).isEqualTo(new Run(exitCode, "", "error: " + error + "\nhint:  " + hint + "\n"));
    }

    @Test
    void a_missing_key() {
        assertPrints(
                with("test", "anthropic", "Hi").run(),
                1,
                "anthropic needs a key: the environment variable ANTHROPIC_API_KEY is not set.",
                "Set ANTHROPIC_API_KEY, or try it without a key: --offline.");
    }

    @Test
    void a_rejected_key() {
        vendor.refuses(401, "invalid_request_error", "invalid_api_key", "Incorrect API key provided: sk-pr*6789.");
        assertPrints(
                testCommand(vendor, "Hi").run(),
                1,
                "openai refused the key (HTTP 401, request req_1).",
                "Set OPENAI_API_KEY to a valid key.");
    }

    @Test
    void an_unknown_provider() {
        assertPrints(
                with("test", "antropic", "Hi").run(),
                64,
                "Unknown provider 'antropic'. Did you mean 'anthropic'?",
                "Known: anthropic, deepseek, groq, mistral, ollama, openai, openrouter, simulator, together,"
                        + " vllm, xai.");
    }

    @Test
    void an_unknown_model() {
        vendor.refuses(404, "invalid_request_error", "model_not_found", "The model `gpt-6-lunar` does not exist.");
        assertPrints(
                testCommand(vendor, "Hi", "-m", "gpt-6-lunar").run(),
                8,
                "openai does not know the model 'gpt-6-lunar' (HTTP 404, request req_1): The model `gpt-6-lunar` does"
                        + " not exist.",
                "Did you mean 'gpt-6-luna'? Check --model; a key may not be allowed to use every model.");
    }

    @Test
    void a_rate_limit_with_the_seconds_left() {
        vendor.refuses(429, "requests", "rate_limit_exceeded", "Rate limit reached.", "retry-after", "20");
        assertPrints(
                testCommand(vendor, "Hi").run(),
                2,
                "openai limits the rate (HTTP 429, request req_1): Rate limit reached.",
                "Try again in 20 s.");
    }

    @Test
    void a_prompt_that_is_too_long_by_the_providers_count() {
        vendor.refuses(
                400,
                "invalid_request_error",
                "context_length_exceeded",
                "This model's maximum context length is 128000 tokens. However, your messages resulted in 150000"
                        + " tokens.");
        assertPrints(
                testCommand(vendor, "Hi").run(),
                3,
                "The prompt does not fit gpt-6-luna (HTTP 400, request req_1): This model's maximum context length is"
                        + " 128000 tokens. However, your messages resulted in 150000 tokens.",
                "Shorten the prompt, or choose a model with a larger context window.");
    }

    @Test
    void a_prompt_that_is_too_long_by_our_own_count() {
        Run run =
                testCommand(vendor, "-m", "gpt-4", "-").stdin("a ".repeat(9000)).run();
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.stderr())
                .endsWith("error: The prompt has 9001 tokens, but gpt-4 takes 8192. Nothing was sent.\n"
                        + "hint:  Shorten the prompt. If the limit is wrong, set context_window in [models.gpt-4].\n");
        assertThat(vendor.calls()).isZero();
    }

    @Test
    void a_rejected_request() {
        vendor.refuses(400, "invalid_request_error", null, "Unsupported value: 'temperature'.");
        assertPrints(
                testCommand(vendor, "Hi").run(),
                9,
                "openai refused the request (HTTP 400, request req_1): Unsupported value: 'temperature'.",
                "The request itself is at fault: --dry-run shows what is sent.");
    }

    @Test
    void a_timeout() {
        try (MisbehavingServer server = new MisbehavingServer(Turn.silence())) {
            assertPrints(
                    testCommandAt(server.baseUrl(), "Hi", "--timeout", "200ms").run(),
                    5,
                    "openai gave no complete answer in 0.2 s (timeout).",
                    "Try again later, or allow more time: --timeout.");
        }
    }

    @Test
    void no_network() throws IOException, InterruptedException {
        Process unshare = new ProcessBuilder("sh", "-c", "unshare --map-root-user --net true")
                .redirectErrorStream(true)
                .start();
        assumeThat(unshare.waitFor()).as("needs namespaces").isZero();
        assertPrints(
                with("test", "openai", "Hi", "--max-retries", "0")
                        .env("OPENAI_API_KEY", Vendor.KEY)
                        .inShell("exec unshare --map-root-user --net \"$@\"")
                        .run(),
                6,
                "The name of api.openai.com can't be resolved.",
                "Check the network, and base_url: https://api.openai.com/v1.");
    }
}
