package org.llmtestbench.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.it.Program.with;

import org.junit.jupiter.api.Test;
import org.llmtestbench.it.Program.Run;
import org.llmtestbench.resilience.MisbehavingServer;
import org.llmtestbench.resilience.Reply;

/** One prompt to several models. */
class ComparisonIT {
    @Test
    void answers_of_two_providers_are_compared() {
        Run run = with("test", "openai/gpt-6-luna", "anthropic/claude-haiku-5-5", "Hello", "--offline")
                .run();
        assertThat(run.exitCode()).isZero();
        assertThat(run.stderr()).isEmpty();
        assertThat(run.stdoutLines().get(0)).isEqualTo("── openai/gpt-6-luna");
        assertThat(run.stdoutLines().get(1)).contains("Hello").endsWith(".");
        assertThat(run.stdoutLines().get(3)).isEqualTo("── anthropic/claude-haiku-5-5");
        assertThat(run.stdoutLines().get(6)).matches(" +tokens +first token +total +tokens/s +cost +end");
        String numbers = " +\\d+ → \\d+ +[\\d.]+ m?s +[\\d.]+ m?s +\\S+ +\\$0\\.\\d+ +stop";
        assertThat(run.stdoutLines().get(7)).matches("openai/gpt-6-luna" + numbers);
        assertThat(run.stdoutLines().get(8)).matches("anthropic/claude-haiku-5-5" + numbers);
    }

    @Test
    void json_has_one_object_per_line_and_the_exit_code_is_that_of_the_most_severe_failure() {
        Run run = with("test", "openai", "-m", "gpt-6-luna", "-m", "missing-one", "Hello", "--offline", "--json")
                .run();
        assertThat(run.exitCode()).isEqualTo(8);
        assertThat(run.stdoutLines()).hasSize(2);
        Result good = Result.of(run.stdoutLines().get(0));
        Result bad = Result.of(run.stdoutLines().get(1));
        good.assertShape();
        bad.assertShape();
        assertThat(good.json().path("model").asText()).isEqualTo("gpt-6-luna");
        assertThat(good.json().path("timings").path("ttft_ms").isNumber()).isTrue();
        assertThat(bad.json().path("error").path("failure").asText()).isEqualTo("MODEL_NOT_FOUND");
        assertThat(run.stderr()).startsWith("error: openai/missing-one: openai does not know the model 'missing-one'");
    }

    @Test
    void a_provider_with_an_invalid_configuration_does_not_stop_the_others() {
        try (MisbehavingServer server = new MisbehavingServer(Reply.events(Bodies.stream("Yes.")))) {
            Run run = with("test", "openai/gpt-6-luna", "groq/b", "Hi", "--json", "--base-url", server.baseUrl())
                    .env("OPENAI_API_KEY", Vendor.KEY)
                    .env("LLM_TEST_BENCH_PROVIDERS_GROQ_TIMEOUT", "soon")
                    .run();

            assertThat(run.exitCode()).isEqualTo(78);
            assertThat(Result.of(run.stdoutLines().get(0))
                            .json()
                            .path("content")
                            .asText())
                    .isEqualTo("Yes.");
            assertThat(Result.of(run.stdoutLines().get(1))
                            .json()
                            .path("error")
                            .path("failure")
                            .asText())
                    .isEqualTo("CONFIGURATION");
            assertThat(server.calls()).isEqualTo(1);
        }
    }

    @Test
    void a_model_in_two_places_is_an_error() {
        Run run = with("test", "openai/a", "-m", "b", "Hello", "--offline").run();
        assertThat(run).isEqualTo(new Run(64, "", """
                error: --model and 'openai/a' both name a model.
                hint:  Name it in one place.
                """));
    }
}
