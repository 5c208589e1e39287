package org.llmtestbench.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.it.Program.with;

import org.junit.jupiter.api.Test;
import org.llmtestbench.it.Program.Run;

/** The commands that list providers, models and token counts. */
class ListingIT {
    @Test
    void providers_are_listed_with_the_state_of_their_key_and_never_a_key() {
        Run table = with("providers").env("OPENAI_API_KEY", "sk-PLANTED-key").run();
        assertThat(table.exitCode()).isZero();
        assertThat(table.stdout()).doesNotContain("PLANTED");
        assertThat(table.stdoutLines().get(0)).startsWith("provider").contains("key", "default model");
        assertThat(table.stdout())
                .containsPattern("openai +openai +https://api.openai.com/v1 +OPENAI_API_KEY set +gpt-6-luna")
                .containsPattern("anthropic +anthropic +\\S+ +ANTHROPIC_API_KEY not set +claude-haiku-5-5")
                .containsPattern("ollama +openai +\\S+ +none");
        Run json = with("providers", "--json")
                .env("OPENAI_API_KEY", "sk-PLANTED-key")
                .run();
        assertThat(json.stdout())
                .doesNotContain("PLANTED")
                .contains("{\"name\":\"openai\",\"dialect\":\"openai\",\"base_url\":\"https://api.openai.com/v1\","
                        + "\"key\":\"set\",\"api_key_env\":\"OPENAI_API_KEY\",\"default_model\":\"gpt-6-luna\"}");
    }

    @Test
    void models_are_listed_with_their_prices_and_retirement_dates() {
        Run known = with("models", "openai").run();
        assertThat(known.exitCode()).isZero();
        assertThat(known.stdout())
                .containsPattern("openai +gpt-6-luna +1050000 +128000 +0\\.1 +0\\.5 +active +–")
                .containsPattern("openai +gpt-4o +128000 +16384 +2\\.5 +10 +deprecated +2027-01-14")
                .doesNotContain("claude");
        Run live = with("models", "openai", "--live", "--offline", "--json").run();
        assertThat(live.stdout()).contains("\"id\":\"simulated\"", "\"live\":\"new\"", "\"live\":\"not listed\"");
        assertThat(with("models", "--live").run().exitCode()).isEqualTo(64);
    }

    @Test
    void tokens_are_counted_locally_or_by_the_provider() {
        Run exact = with("tokens", "openai", "-m", "gpt-4o", "Hello world", "--json")
                .run();
        assertThat(exact.stdout())
                .isEqualTo("[{\"provider\":\"openai\",\"model\":\"gpt-4o\",\"tokens\":2,\"exact\":true,"
                        + "\"cost_usd\":0.000005}]\n");
        Run estimate = with("tokens", "anthropic", "-").stdin("Hello world\n").run();
        assertThat(estimate.stdoutLines().get(1)).matches("anthropic/claude-haiku-5-5 +4 +estimate +\\$0\\.0000004");
        Run remote = with("tokens", "anthropic", "Hello world", "--exact", "--offline")
                .run();
        assertThat(remote.stdoutLines().get(1)).contains(" exact ");
        Run none = with("tokens", "openai", "Hello", "--exact").run();
        assertThat(none.exitCode()).isEqualTo(64);
        assertThat(none.stderr()).startsWith("error: openai cannot count tokens exactly");
    }
}
