package org.llmtestbench.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.it.Program.with;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmtestbench.it.Program.Run;

/** A dry run shows the request and does not send it. */
class DryRunIT {
    private static final String KEY = "sk-proj-planted0123456789";

    @RegisterExtension
    static final Vendor vendor = new Vendor();

    private static Program testCommand(String provider, String... options) {
        List<String> args = new ArrayList<>(List.of("test", provider, "Grüße \"dir\" 🙂", "--max-tokens", "50"));
        args.addAll(List.of(options));
        String setting = "LLM_TEST_BENCH_PROVIDERS_" + provider.toUpperCase(Locale.ROOT) + "_";
        return with(args.toArray(String[]::new))
                .env("OPENAI_API_KEY", KEY)
                .env("ANTHROPIC_API_KEY", KEY)
                .env(setting + "BASE_URL", vendor.baseUrl())
                .env(setting + "MAX_RETRIES", "0");
    }

    @ParameterizedTest
    @CsvSource({"openai,-q", "openai,-s", "anthropic,-q", "anthropic,-s"})
    void a_dry_run_shows_the_request_that_is_sent(String provider, String flag) {
        String[] options = {flag, "-t", "0.5", "--stop", "END", "--param", "seed=7", "-o"};
        Run plain = testCommand(provider, append(options, "plain", "--dry-run")).run();
        Run json = testCommand(provider, append(options, "json", "--dry-run")).run();
        assertThat(plain.exitCode()).isZero();
        assertThat(vendor.calls()).isZero();

        vendor.replies(400, "{}");
        testCommand(provider, append(options, "json")).run();

        assertThat(vendor.calls()).isEqualTo(1);
        assertThat(plain.stdout()).isEqualTo(vendor.bodyAsSent() + "\n");
        assertThat(json.stdout()).contains(",\"body\":" + vendor.bodyAsSent() + ",\"prompt_tokens\":");
        JsonNode shown = Bodies.json(json.stdout());
        assertThat(shown.path("url").asText()).isEqualTo(vendor.baseUrl().replace("/v1", "") + vendor.url());
        String variable = provider.toUpperCase(Locale.ROOT) + "_API_KEY";
        shown.path("headers")
                .fieldNames()
                .forEachRemaining(name -> assertThat(vendor.header(name).replace(KEY, "[" + variable + "]"))
                        .as(name)
                        .isEqualTo(shown.path("headers").path(name).asText()));
    }

    private static String[] append(String[] options, String... more) {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    @Test
    void without_a_key_it_prints_a_warning_and_the_cost() {
        Run run = with("test", "openai", "-m", "gpt-4o-mini", "Hello", "--max-tokens", "100", "--dry-run")
                .run();

        assertThat(run.exitCode()).isZero();
        assertThat(run.stdout())
                .startsWith("POST https://api.openai.com/v1/chat/completions\naccept: application/json\n"
                        + "authorization: Bearer [OPENAI_API_KEY is not set]\n")
                .contains("\n\n{\n  \"model\" : \"gpt-4o-mini\",\n");
        assertThat(run.stderr())
                .contains("warning: OPENAI_API_KEY is not set: without it openai is not asked.\n")
                .endsWith("gpt-4o-mini · 1 tokens of text · input $0.00000015 · at most $0.00006 with an answer of"
                        + " 100 tokens · nothing was sent\n");
    }

    @Test
    void no_secret_is_shown() {
        Run run = with("test", "openai", "Hello", "--dry-run", "--json")
                .env("OPENAI_API_KEY", KEY)
                .env("LLM_TEST_BENCH_PROVIDERS_OPENAI_API_KEY_ENV", "")
                .env("LLM_TEST_BENCH_PROVIDERS_OPENAI_BASE_URL", "https://me:planted@localhost/v1")
                .stdin("")
                .run();
        assertThat(run.exitCode()).isZero();
        assertThat(run.stdout() + run.stderr()).doesNotContain("planted");

        Run azure = with("test", "azure", "Hello", "-m", "x", "--dry-run")
                .inShell("printf '%s\n' '[providers.azure]' 'base_url = \"http://x/v1\"'"
                        + " 'headers = { api-key = \"${MY_KEY}\" }' 'query = { code = \"${MY_KEY}\" }'"
                        + " | \"$@\" --config /dev/stdin")
                .env("MY_KEY", KEY)
                .run();
        assertThat(azure.stdout() + azure.stderr()).doesNotContain("planted");
        assertThat(azure.stdout())
                .startsWith("POST http://x/v1/chat/completions?code=[configured]\n")
                .contains("\napi-key: [configured]\n");
    }

    @Test
    void an_invalid_request_fails_like_a_real_call() {
        Run run = with("test", "opnai", "Hello", "--dry-run").run();

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.stderr()).startsWith("error: Unknown provider 'opnai'. Did you mean 'openai'?\n");
    }

    @Test
    void several_requests_are_shown_one_after_the_other() {
        Run run = with("test", "openai/gpt-4o", "anthropic/claude-haiku-5-5", "Hi", "--dry-run", "-o", "json")
                .run();

        assertThat(run.exitCode()).isZero();
        assertThat(run.stdoutLines()).hasSize(2).allMatch(line -> line.contains("\"dry_run\":true"));
    }
}
