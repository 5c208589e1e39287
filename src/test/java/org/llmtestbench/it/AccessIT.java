package org.llmtestbench.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmtestbench.it.Program.Run;
import org.llmtestbench.it.ServerClient.Response;

class AccessIT {
    private static final String TOKEN = "sk-PLANTED-0123456789";
    private static final String OTHER = "sk-PLANTED-9876543210";
    private static final String HELLO = "{\"provider\":\"openai\",\"prompt\":\"Hello\"}";
    private static final String AUTH_HINT =
            "hint:  Create a token with openssl rand -hex 32 and set LLM_TEST_BENCH_TOKENS to it,"
                    + " or set LLM_TEST_BENCH_TOKENS_FILE to a file with one token per line. Or set oidc_issuer and"
                    + " oidc_audience, or auth = \"platform\" if a front end authenticates callers, or auth = \"none\" to"
                    + " serve only this machine. With --offline, no authentication is required.\n";

    @RegisterExtension
    static final Vendor vendor = new Vendor();

    @TempDir
    Path folder;

    private static String bearer(String token) {
        return "Bearer " + token;
    }

    private static Program serve(String... args) {
        String[] all = new String[args.length + 3];
        System.arraycopy(new String[] {"serve", "--port", "0"}, 0, all, 0, 3);
        System.arraycopy(args, 0, all, 3, args.length);
        return Program.with(all);
    }

    private static void assertRefusesToStart(Program program, String stderr) {
        Run run = program.run();
        assertThat(run.stderr()).isEqualTo(stderr);
        assertThat(run.stdout()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(78);
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0", "::", "localhost.example.com"})
    void without_authentication_only_a_loopback_address_is_allowed(String host) {
        assertRefusesToStart(
                serve("--host", host, "--offline"),
                "error: Without authentication only a loopback address such as 127.0.0.1 can be bound, not " + host
                        + ".\n" + AUTH_HINT);
        assertRefusesToStart(
                serve("--host", host).env("LLM_TEST_BENCH_AUTH", "none"),
                "error: Without authentication only a loopback address such as 127.0.0.1 can be bound, not " + host
                        + ".\n" + AUTH_HINT);
    }

    @Test
    void it_does_not_start_without_an_authentication_setting() {
        assertRefusesToStart(
                serve(),
                "error: No authentication is configured, so any program that can connect could spend your money.\n"
                        + AUTH_HINT);
    }

    @Test
    void auth_none_serves_this_machine() {
        try (ServerClient server = ServerClient.with(Map.of("LLM_TEST_BENCH_AUTH", "none"))) {
            assertThat(server.get("/v1/providers").status()).isEqualTo(200);
        }
    }

    @Test
    void invalid_tokens_prevent_the_start() throws IOException {
        Path file = Files.writeString(folder.resolve("tokens"), "# no token yet\n");
        assertRefusesToStart(
                serve().env("LLM_TEST_BENCH_TOKENS_FILE", file.toString()),
                "error: The tokens file " + file + " contains no token.\n"
                        + "hint:  Write one token per line. Create one: openssl rand -hex 32\n");
        assertRefusesToStart(
                serve().env("LLM_TEST_BENCH_TOKENS_FILE", file + "s"),
                "error: The tokens file " + file + "s does not exist.\n"
                        + "hint:  The setting tokens_file (LLM_TEST_BENCH_TOKENS_FILE) names this file.\n");
        assertRefusesToStart(
                serve().env("LLM_TEST_BENCH_TOKENS", TOKEN + "\nsk-PLANTED-1"),
                "error: LLM_TEST_BENCH_TOKENS, line 2: the token has fewer than 16 characters.\n"
                        + "hint:  Create one: openssl rand -hex 32\n");
        assertRefusesToStart(
                serve().env("LLM_TEST_BENCH_AUTH", "oidc"),
                "error: OIDC needs oidc_issuer, which is not set.\nhint:  Set oidc_issuer and oidc_audience.\n");
    }

    @Test
    void a_server_setting_inside_a_provider_table_is_an_error() throws IOException {
        Path file = Files.writeString(
                folder.resolve("config.toml"),
                "[providers.openai]\nmax_retries = 1\n\nauth = \"tokens\"\nhost = \"::\"\n");
        assertRefusesToStart(
                serve("--config", file.toString()),
                "error: " + file
                        + ", line 4: providers.openai.auth: must not be inside [providers.openai]. Move it to the top of"
                        + " the file. An API key must not be in the file.\n"
                        + file
                        + ", line 5: providers.openai.host: must not be inside [providers.openai]. Move it to the top of the"
                        + " file.\n");
    }

    @Test
    void on_loopback_programs_are_served_and_browser_pages_are_rejected() throws IOException {
        try (ServerClient server = ServerClient.with(Map.of(), "--offline")) {
            assertThat(server.post(HELLO).status()).isEqualTo(200);
            Response page = server.post(HELLO, "Origin", "https://evil.example.com");
            assertThat(page.status()).isEqualTo(403);
            assertThat(page.body())
                    .contains("\"detail\":\"The request has an Origin header, so it comes from a page in a browser.\"")
                    .contains(
                            "\"hint\":\"Without tokens, the server answers only programs on this machine, at localhost or"
                                    + " 127.0.0.1. Set LLM_TEST_BENCH_TOKENS_FILE to answer others.\"");
            assertThat(dnsRebindingRequest(server)).startsWith("HTTP/1.1 403 ");
            assertThat(server.get("/q/health/live", "Origin", "x").status()).isEqualTo(200);
        }
    }

    /** The request of a browser after DNS rebinding; through a socket, because HTTP clients do not allow this Host header. */
    private static String dnsRebindingRequest(ServerClient server) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write(("GET /v1/models HTTP/1.1\r\nHost: evil.example.com:" + server.port()
                                    + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream response = socket.getInputStream();
            return new String(response.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void with_tokens_every_caller_needs_one_and_a_replaced_file_applies_without_a_restart() throws Exception {
        Path file = Files.writeString(folder.resolve("tokens"), "# planted\n" + TOKEN + "\n");
        try (ServerClient server = ServerClient.with(
                Map.of("LLM_TEST_BENCH_TOKENS_FILE", file.toString(), "LLM_TEST_BENCH_HOST", "0.0.0.0"), "--offline")) {
            Response missing = server.post(HELLO);
            assertThat(missing.status()).isEqualTo(401);
            assertThat(missing.header("www-authenticate")).isEqualTo("Bearer realm=\"llm-test-bench\"");
            assertThat(missing.header("content-type")).isEqualTo("application/problem+json");
            Response wrong = server.post(HELLO, "Authorization", bearer(OTHER));
            assertThat(wrong.status()).isEqualTo(401);
            assertThat(wrong.header("www-authenticate")).contains("error=\"invalid_token\"");
            assertThat(wrong.body()).doesNotContain("PLANTED");
            assertThat(server.get("/nothing/here").status()).isEqualTo(401);
            assertThat(server.get("/q/health/ready").status()).isEqualTo(200);
            assertThat(server.post(HELLO, "Authorization", bearer(TOKEN)).status())
                    .isEqualTo(200);

            Path next = Files.writeString(folder.resolve("next"), OTHER);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
            until(() -> server.post(HELLO, "Authorization", bearer(OTHER)).status() == 200);
            assertThat(server.post(HELLO, "Authorization", bearer(TOKEN)).status())
                    .isEqualTo(401);
        }
    }

    private static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void no_call_exceeds_a_limit() {
        Map<String, String> environment = Map.of(
                "LLM_TEST_BENCH_AUTH", "none",
                "OPENAI_API_KEY", Vendor.KEY,
                "LLM_TEST_BENCH_PROVIDERS_OPENAI_BASE_URL", vendor.baseUrl(),
                "LLM_TEST_BENCH_PROVIDERS_OPENAI_MAX_RETRIES", "0",
                "LLM_TEST_BENCH_MAX_TOKENS", "1000",
                "LLM_TEST_BENCH_MAX_USD_PER_DAY", "0.01");
        try (ServerClient server = ServerClient.with(environment)) {
            vendor.answers("Hi.");
            assertThat(server.post(HELLO).status()).isEqualTo(200);
            assertThat(vendor.body().path("max_tokens").asInt()).isEqualTo(1000);

            assertProblem(
                    422,
                    "max_tokens is 1001, but the maximum of this server is 1000.",
                    server.post(with("\"max_tokens\":1001")));
            assertProblem(
                    400,
                    "extra.max_tokens: can't be set in extra; it could bypass a limit or the price check of this server.",
                    server.post(with("\"extra\":{\"max_tokens\":100000}")));
            assertProblem(
                    400,
                    "base_url: callers can't set this key; it belongs to the configuration of the server.",
                    server.post(with("\"base_url\":\"http://evil.example.com\"")));
            assertProblem(
                    422,
                    "The maximum cost of gpt-of-my-own of openai is not known, so the daily limit can't be checked.",
                    server.post(with("\"model\":\"gpt-of-my-own\"")));
            Response expensive = server.post(with("\"model\":\"gpt-6-sol\",\"max_tokens\":1000"));
            assertThat(expensive.status()).isEqualTo(422);
            assertThat(expensive.body())
                    .contains("\"failure\":\"BUDGET_EXCEEDED\"")
                    .contains("(max_usd_per_day)");
            assertThat(vendor.calls()).isEqualTo(1);
        }
    }

    private static String with(String field) {
        return HELLO.replace("}", "," + field + "}");
    }

    private static void assertProblem(int status, String detail, Response answer) {
        assertThat(answer.body()).contains("\"detail\":\"" + detail + "\"");
        assertThat(answer.status()).isEqualTo(status);
    }
}
