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
import org.llmtestbench.it.Served.Answer;

class AccessIT {
    private static final String TOKEN = "sk-PLANTED-0123456789";
    private static final String OTHER = "sk-PLANTED-9876543210";
    private static final String HELLO = "{\"provider\":\"openai\",\"prompt\":\"Hello\"}";
    private static final String WAYS =
            "hint:  Make a token with openssl rand -hex 32 and set LLM_TEST_BENCH_TOKENS to it, or"
                    + " LLM_TEST_BENCH_TOKENS_FILE to a file with one token a line. Or set oidc_issuer and oidc_audience; or"
                    + " auth = \"platform\" where a front end authenticates callers; or auth = \"none\" to serve this machine"
                    + " only. --offline needs none of them.\n";

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
    void nothing_but_loopback_is_bound_without_somebody_who_asks_who_asks(String host) {
        assertRefusesToStart(
                serve("--host", host, "--offline"),
                "error: Without authentication only a loopback address such as 127.0.0.1 can be bound, not " + host
                        + ".\n" + WAYS);
        assertRefusesToStart(
                serve("--host", host).env("LLM_TEST_BENCH_AUTH", "none"),
                "error: Without authentication only a loopback address such as 127.0.0.1 can be bound, not " + host
                        + ".\n" + WAYS);
    }

    @Test
    void without_authentication_it_does_not_start() {
        assertRefusesToStart(
                serve(),
                "error: Nothing says how callers are authenticated: any program that reaches this one would spend your"
                        + " money.\n" + WAYS);
    }

    @Test
    void this_machine_is_served_where_that_is_said() {
        try (Served served = Served.with(Map.of("LLM_TEST_BENCH_AUTH", "none"))) {
            assertThat(served.read("/v1/providers").status()).isEqualTo(200);
        }
    }

    @Test
    void tokens_that_can_not_be_used_end_the_start() throws IOException {
        Path file = Files.writeString(folder.resolve("tokens"), "# nobody yet\n");
        assertRefusesToStart(
                serve().env("LLM_TEST_BENCH_TOKENS_FILE", file.toString()),
                "error: The tokens file " + file + " holds no token.\n"
                        + "hint:  Write one a line. Make one: openssl rand -hex 32\n");
        assertRefusesToStart(
                serve().env("LLM_TEST_BENCH_TOKENS_FILE", file + "s"),
                "error: The tokens file " + file + "s does not exist.\n"
                        + "hint:  tokens_file (LLM_TEST_BENCH_TOKENS_FILE) names it.\n");
        assertRefusesToStart(
                serve().env("LLM_TEST_BENCH_TOKENS", TOKEN + "\nsk-PLANTED-1"),
                "error: LLM_TEST_BENCH_TOKENS, line 2: the token has less than 16 characters.\n"
                        + "hint:  Make one: openssl rand -hex 32\n");
        assertRefusesToStart(
                serve().env("LLM_TEST_BENCH_AUTH", "oidc"),
                "error: Nobody is named whose tokens to take by OIDC.\nhint:  Set oidc_issuer and oidc_audience.\n");
    }

    @Test
    void a_setting_that_slid_into_a_table_does_not_open_the_door_quietly() throws IOException {
        Path file = Files.writeString(
                folder.resolve("config.toml"),
                "[providers.openai]\nmax_retries = 1\n\nauth = \"tokens\"\nhost = \"::\"\n");
        assertRefusesToStart(
                serve("--config", file.toString()),
                "error: " + file
                        + ", line 4: providers.openai.auth: stands inside [providers.openai]: move it to the top of"
                        + " the file. A provider's key stands in no file.\n"
                        + file
                        + ", line 5: providers.openai.host: stands inside [providers.openai]: move it to the top of the"
                        + " file.\n");
    }

    @Test
    void on_loopback_programs_are_answered_and_pages_are_not() throws IOException {
        try (Served served = Served.with(Map.of(), "--offline")) {
            assertThat(served.ask(HELLO).status()).isEqualTo(200);
            Answer page = served.ask(HELLO, "Origin", "https://evil.example.com");
            assertThat(page.status()).isEqualTo(403);
            assertThat(page.body())
                    .contains("\"detail\":\"The request comes from a page in a browser, by its Origin header.\"")
                    .contains("\"hint\":\"Without tokens only programs on this machine are answered, at localhost or"
                            + " 127.0.0.1. Set LLM_TEST_BENCH_TOKENS_FILE to answer others.\"");
            assertThat(rebound(served)).startsWith("HTTP/1.1 403 ");
            assertThat(served.read("/q/health/live", "Origin", "x").status()).isEqualTo(200);
        }
    }

    /** As a browser asks for a page whose name was pointed at this machine: no client lets us say so. */
    private static String rebound(Served served) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), served.port())) {
            socket.getOutputStream()
                    .write(("GET /v1/models HTTP/1.1\r\nHost: evil.example.com:" + served.port()
                                    + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream answer = socket.getInputStream();
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void with_tokens_everybody_needs_one_and_a_replaced_file_holds_without_a_restart() throws Exception {
        Path file = Files.writeString(folder.resolve("tokens"), "# planted\n" + TOKEN + "\n");
        try (Served served = Served.with(
                Map.of("LLM_TEST_BENCH_TOKENS_FILE", file.toString(), "LLM_TEST_BENCH_HOST", "0.0.0.0"), "--offline")) {
            Answer none = served.ask(HELLO);
            assertThat(none.status()).isEqualTo(401);
            assertThat(none.header("www-authenticate")).isEqualTo("Bearer realm=\"llm-test-bench\"");
            assertThat(none.header("content-type")).isEqualTo("application/problem+json");
            Answer wrong = served.ask(HELLO, "Authorization", bearer(OTHER));
            assertThat(wrong.status()).isEqualTo(401);
            assertThat(wrong.header("www-authenticate")).contains("error=\"invalid_token\"");
            assertThat(wrong.body()).doesNotContain("PLANTED");
            assertThat(served.read("/nothing/here").status()).isEqualTo(401);
            assertThat(served.read("/q/health/ready").status()).isEqualTo(200);
            assertThat(served.ask(HELLO, "Authorization", bearer(TOKEN)).status())
                    .isEqualTo(200);

            Path next = Files.writeString(folder.resolve("next"), OTHER);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
            until(() -> served.ask(HELLO, "Authorization", bearer(OTHER)).status() == 200);
            assertThat(served.ask(HELLO, "Authorization", bearer(TOKEN)).status())
                    .isEqualTo(401);
        }
    }

    private static void until(BooleanSupplier isSo) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!isSo.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void no_call_passes_a_limit() {
        Map<String, String> environment = Map.of(
                "LLM_TEST_BENCH_AUTH", "none",
                "OPENAI_API_KEY", Vendor.KEY,
                "LLM_TEST_BENCH_PROVIDERS_OPENAI_BASE_URL", vendor.baseUrl(),
                "LLM_TEST_BENCH_PROVIDERS_OPENAI_MAX_RETRIES", "0",
                "LLM_TEST_BENCH_MAX_TOKENS", "1000",
                "LLM_TEST_BENCH_MAX_USD_PER_DAY", "0.01");
        try (Served served = Served.with(environment)) {
            vendor.answers("Hi.");
            assertThat(served.ask(HELLO).status()).isEqualTo(200);
            assertThat(vendor.body().path("max_tokens").asInt()).isEqualTo(1000);

            assertProblem(
                    422, "max_tokens is 1001, and may be 1000 at most here.", served.ask(with("\"max_tokens\":1001")));
            assertProblem(
                    400,
                    "extra.max_tokens: can't be set here: it could pass a limit or a price of this function.",
                    served.ask(with("\"extra\":{\"max_tokens\":100000}")));
            assertProblem(
                    400,
                    "base_url: callers can't set that: it belongs to the configuration of the function.",
                    served.ask(with("\"base_url\":\"http://evil.example.com\"")));
            assertProblem(
                    422,
                    "What gpt-of-my-own of openai can cost is not known, so no daily limit could hold.",
                    served.ask(with("\"model\":\"gpt-of-my-own\"")));
            Answer dear = served.ask(with("\"model\":\"gpt-6-sol\",\"max_tokens\":1000"));
            assertThat(dear.status()).isEqualTo(422);
            assertThat(dear.body()).contains("\"failure\":\"BUDGET_EXCEEDED\"").contains("(max_usd_per_day)");
            assertThat(vendor.calls()).isEqualTo(1);
        }
    }

    private static String with(String field) {
        return HELLO.replace("}", "," + field + "}");
    }

    private static void assertProblem(int status, String detail, Answer answer) {
        assertThat(answer.body()).contains("\"detail\":\"" + detail + "\"");
        assertThat(answer.status()).isEqualTo(status);
    }
}
