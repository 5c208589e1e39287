package org.llmtestbench.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtestbench.provider.SettingsLoader;

class ConfigFileValidatorTest {
    private static final String SECRET = "sk-planted-0123456789abcdef";
    private static final String KEYS_ARE_NOT_READ =
            "API keys are never read from a file. Put the key into an environment variable and set api_key_env to the"
                    + " variable's name.";

    @TempDir
    Path home;

    private String problems(String... lines) {
        return new Surroundings(home).file(String.join("\n", lines)).problems();
    }

    @Test
    void an_unknown_table_is_reported_with_a_suggestion() {
        assertThat(problems("[provider.x]"))
                .isEqualTo("FILE, line 1: provider: unknown key. Did you mean 'providers'?");
        assertThat(problems("", "[defaults]"))
                .isEqualTo("FILE, line 2: defaults: unknown key. Known: auth, fail_invocation, grace, heartbeat,"
                        + " host, log_content, max_body, max_concurrent_per_caller, max_tokens, max_usd_per_day,"
                        + " metrics_file, models, oidc_audience, oidc_ca_file, oidc_issuer, otlp, port, providers, report_bucket,"
                        + " secret_id, suite, suites, tokens_file.");
    }

    @Test
    void a_provider_setting_outside_of_its_table_is_reported() {
        assertThat(problems("timeout = '20s'"))
                .isEqualTo(
                        "FILE, line 1: timeout: must be inside the table of a provider, such as [providers.openai].");
    }

    @Test
    void keys_outside_of_tables_are_accepted_at_the_top() {
        assertThat(problems("host = '0.0.0.0'", "max_tokens = 4_096", "max_usd_per_day = 2.50", "log_content = true"))
                .isNull();
        assertThat(problems("max_token = 1"))
                .isEqualTo("FILE, line 1: max_token: unknown key. Did you mean 'max_tokens'?");
        assertThat(problems("[auth]")).isEqualTo("FILE, line 1: auth: must be a text, not a table.");
    }

    @Test
    void a_top_level_key_inside_a_table_is_reported() {
        assertThat(problems("[providers.x]", "base_url = 'http://x'", "", "max_tokens = 1", "auth = 'platform'"))
                .isEqualTo(
                        "FILE, line 4: providers.x.max_tokens: must not be inside [providers.x]. Move it to the top of the file."
                                + "\nFILE, line 5: providers.x.auth: must not be inside [providers.x]. Move it to the top of the"
                                + " file. An API key must not be in the file.");
        assertThat(problems("[models.\"a.b\"]", "context_window = 1", "host = '::'"))
                .isEqualTo(
                        "FILE, line 3: models.\"a.b\".host: must not be inside [models.\"a.b\"]. Move it to the top of the"
                                + " file.");
        assertThat(problems("[models.x.price_per_mtok]", "input = 1", "suite = 'a'"))
                .isEqualTo(
                        "FILE, line 3: models.x.price_per_mtok.suite: must not be inside [models.x.price_per_mtok]. Move it"
                                + " to the top of the file.");
        assertThat(problems("[providers.x.headers]", "a = 'b'", "tokens_file = 'c'"))
                .isEqualTo(
                        "FILE, line 3: providers.x.headers.tokens_file: must not be inside [providers.x.headers]. Move it to"
                                + " the top of the file.");
        assertThat(problems("[providers]", "port = 1"))
                .isEqualTo(
                        "FILE, line 2: providers.port: must not be inside [providers]. Move it to the top of the file.");
    }

    @Test
    void tokens_are_rejected_and_never_shown() {
        String message =
                "tokens are never read from this file. Write them into another file, one per line, and set tokens_file to"
                        + " its path.";
        assertThat(problems("tokens = '" + SECRET + "'")).isEqualTo("FILE, line 1: tokens: " + message);
        assertThat(problems("tokens = ['" + SECRET + "']")).isEqualTo("FILE, line 1: tokens: " + message);
        assertThat(problems("[providers.x]", "tokens = '" + SECRET + "'")).doesNotContain(SECRET);
    }

    @Test
    void an_unknown_setting_is_reported_with_a_suggestion() {
        assertThat(problems("[providers.openai]", "", "bas_url = 'x'"))
                .isEqualTo("FILE, line 3: providers.openai.bas_url: unknown key. Did you mean 'base_url'?");
        assertThat(problems("[providers.openai]", "colour = 'x'"))
                .isEqualTo("FILE, line 2: providers.openai.colour: unknown key. Known: "
                        + String.join(", ", SettingsLoader.PROVIDER_KEYS) + ".");
    }

    @Test
    void a_name_with_dots_and_without_quotes_is_explained() {
        assertThat(problems("[providers.my.vllm]", "base_url = 'http://x'"))
                .isEqualTo("FILE, line 1: providers.my.vllm: unknown key. A provider's name with dots needs quotes:"
                        + " [providers.\"a.b\"].");
    }

    @Test
    void all_problems_are_reported_together_in_the_order_of_the_file() {
        assertThat(problems("[providers.x]", "headers = 'a'", "tiemout = '1s'", "[model.y]"))
                .isEqualTo("""
                        FILE, line 2: providers.x.headers: must be a table, not a text.
                        FILE, line 3: providers.x.tiemout: unknown key. Did you mean 'timeout'?
                        FILE, line 4: model: unknown key. Did you mean 'models'?""");
    }

    @Test
    void wrong_types_are_reported() {
        assertThat(problems("providers = 'x'")).isEqualTo("FILE, line 1: providers: must be a table, not a text.");
        assertThat(problems("[[providers]]")).isEqualTo("FILE, line 1: providers: must be a table, not a list.");
        assertThat(problems("[providers]", "x = 'y'"))
                .isEqualTo("FILE, line 2: providers.x: must be a table, not a text.");
        assertThat(problems("[models]", "x = [1]")).isEqualTo("FILE, line 2: models.x: must be a table, not a list.");
        assertThat(problems("[providers.x]", "base_url = ['y']"))
                .isEqualTo("FILE, line 2: providers.x.base_url: must be a text, not a list.");
        assertThat(problems("[providers.x.base_url]"))
                .isEqualTo("FILE, line 1: providers.x.base_url: must be a text, not a table.");
        assertThat(problems("[providers.x]", "query = { a = ['b'] }"))
                .isEqualTo("FILE, line 2: providers.x.query.a: must be a text, not a list.");
        assertThat(problems("[providers.x.headers.y]"))
                .isEqualTo("FILE, line 1: providers.x.headers.y: must be a text, not a table.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"api_key", "apikey", "key", "API-KEY", "secret", "auth_token", "password", "Authorization"})
    void an_api_key_is_rejected_and_never_shown(String key) {
        assertThat(problems("[providers.x]", key + " = '" + SECRET + "'"))
                .isEqualTo("FILE, line 2: providers.x." + key + ": " + KEYS_ARE_NOT_READ);
        assertThat(problems(key + " = '" + SECRET + "'")).isEqualTo("FILE, line 1: " + key + ": " + KEYS_ARE_NOT_READ);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[providers.x]\ncolour = 'SECRET'",
                "[providers.x]\nheaders = 'SECRET'",
                "[providers.x]\nbase_url = ['SECRET']",
                "[providers.x]\nbase_url = SECRET",
                "[providers.x]\nbase_url = 'SECRET",
                "[providers.x]\nbase_url = 'a' SECRET",
                "colour = 'SECRET'",
                "providers = 'SECRET'",
            })
    void no_problem_shows_a_value(String text) {
        assertThat(problems(text.replace("SECRET", SECRET))).isNotNull().doesNotContain("planted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"''", "'a\"b'", "'a\\b'", "\"a\\nb\""})
    void names_that_would_break_properties_or_terminals_are_rejected(String name) {
        String message = "contains a name that is empty or has quotes, backslashes or control characters.";
        assertThat(problems("", "[providers." + name + "]")).isEqualTo("FILE, line 2: providers: " + message);
    }

    @Test
    void an_empty_key_is_rejected() {
        assertThat(problems("", "'' = 1"))
                .isEqualTo("FILE, line 2: the file: contains a name that is empty or has quotes, backslashes or control"
                        + " characters.");
    }

    @Test
    void models_have_the_keys_of_the_catalog() {
        Surroundings surroundings = new Surroundings(home).file("""
                [models."a/b:1"]
                context_window = 128_000
                supports.vision = true
                price_per_mtok = { input = 0.10, output = 1e-7 }
                retirement_date = 2027-01-31
                sources = ["x", "y"]
                endpoints = []
                [[models."a/b:1".price_tiers]]
                input_tokens_above = 200000
                [[models."a/b:1".price_tiers]]
                input_tokens_above = 400000
                """);
        assertThat(surroundings.problems()).isNull();
        String model = "llm-test-bench.models.\"a/b:1\".";
        assertValue(surroundings, model + "context_window", "128000", 2);
        assertValue(surroundings, model + "supports.vision", "true", 3);
        assertValue(surroundings, model + "price_per_mtok.input", "0.10", 4);
        assertValue(surroundings, model + "price_per_mtok.output", "1E-7", 4);
        assertValue(surroundings, model + "retirement_date", "2027-01-31", 5);
        assertValue(surroundings, model + "sources[0]", "x", 6);
        assertValue(surroundings, model + "sources[1]", "y", 6);
        assertValue(surroundings, model + "endpoints", "", 7);
        assertValue(surroundings, model + "price_tiers[0].input_tokens_above", "200000", 9);
        assertValue(surroundings, model + "price_tiers[1].input_tokens_above", "400000", 11);
    }

    @Test
    void an_unknown_key_of_a_model_is_reported_with_a_suggestion() {
        assertThat(problems("[models.x]", "contextwindow = 1"))
                .isEqualTo("FILE, line 2: models.x.contextwindow: unknown key. Did you mean 'context_window'?");
        assertThat(problems("[models.x]", "price_per_mtok = { inptu = 1 }"))
                .isEqualTo("FILE, line 2: models.x.price_per_mtok.inptu: unknown key. Did you mean 'input'?");
        assertThat(problems("[[models.x.price_tiers]]", "above = 1"))
                .isEqualTo("FILE, line 2: models.x.price_tiers[0].above: unknown key. Known: input_tokens_above, input,"
                        + " cached_input, cache_write, output.");
        assertThat(problems("[models.x.supports]", "flying = true"))
                .isEqualTo("FILE, line 2: models.x.supports.flying: unknown key. Known: streaming, tools, vision,"
                        + " reasoning.");
    }

    @Test
    void wrong_types_in_a_model_are_reported() {
        assertThat(problems("[models.x]", "price_per_mtok = 1"))
                .isEqualTo("FILE, line 2: models.x.price_per_mtok: must be a table, not a text.");
        assertThat(problems("[models.x]", "price_tiers = { input = 1 }"))
                .isEqualTo("FILE, line 2: models.x.price_tiers: must be a list, not a table.");
        assertThat(problems("[models.x]", "price_tiers = [1]"))
                .isEqualTo("FILE, line 2: models.x.price_tiers[0]: must be a table, not a text.");
        assertThat(problems("[models.x]", "sources = 'y'"))
                .isEqualTo("FILE, line 2: models.x.sources: must be a list, not a text.");
        assertThat(problems("[models.x]", "context_window = [1]"))
                .isEqualTo("FILE, line 2: models.x.context_window: must be a text, not a list.");
    }

    @Test
    void an_id_with_dots_and_without_quotes_is_explained() {
        assertThat(problems("[models.gpt-4.1]", "context_window = 1"))
                .isEqualTo("FILE, line 1: models.gpt-4.1: unknown key. A model's id with dots needs quotes:"
                        + " [models.\"a.b\"].");
    }

    private static void assertValue(Surroundings surroundings, String property, String text, int line) {
        assertThat(surroundings.config().getConfigValue(property).getValue()).isEqualTo(text);
        assertThat(surroundings.config().getConfigValue(property).getLineNumber())
                .isEqualTo(line);
    }
}
