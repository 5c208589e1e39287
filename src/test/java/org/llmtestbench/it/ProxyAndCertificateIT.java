package org.llmtestbench.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.it.Program.with;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtestbench.it.Program.Run;
import org.llmtestbench.resilience.Certificates;
import org.llmtestbench.resilience.MisbehavingServer;
import org.llmtestbench.resilience.Reply;
import org.llmtestbench.resilience.Turn;

/** A provider behind an HTTP proxy, with a certificate of a private certificate authority. */
class ProxyAndCertificateIT {
    private static final String WHOLE = "{\"choices\":[{\"message\":{\"content\":\"Hello there\"},"
            + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":2}}";
    private static final String STREAM = "data: {\"choices\":[{\"delta\":{\"content\":\"Hello there\"},"
            + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":2}}\n\n"
            + "data: [DONE]\n\n";

    @TempDir
    private Path folder;

    private Certificates certificates;

    @BeforeEach
    void createAuthority() {
        certificates = new Certificates(folder);
        certificates.authority();
    }

    private Program testCommand(String settings, MisbehavingServer proxy, String option) {
        try {
            Path config = Files.writeString(folder.resolve("bench.toml"), """
                    [providers.corp]
                    dialect = "openai"
                    base_url = "https://api.corp.test/v1"
                    api_key_env = "CORP_KEY"
                    default_model = "m"
                    max_retries = 0
                    """ + settings);
            return with("test", "corp", "Hi", "-c", config.toString(), option)
                    .env("CORP_KEY", Vendor.KEY)
                    .env("HTTPS_PROXY", "http://jane:hunter22@127.0.0.1:" + proxy.port());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertNoSecret(Run run) {
        assertThat(run.toString()).doesNotContain("hunter22", Vendor.KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--verbose", "--stream"})
    void an_answer_comes_through_proxy_and_tls_if_ca_file_is_relative_to_the_configuration_file(String option) {
        Turn answer = option.equals("--stream") ? Reply.events(STREAM) : Reply.json(200, WHOLE);
        try (MisbehavingServer server = MisbehavingServer.overTls(certificates.server("dns:api.corp.test"), answer);
                MisbehavingServer proxy = new MisbehavingServer(Turn.tunnel(server.port()))) {
            Run run = testCommand("ca_file = \"corp-ca.pem\"", proxy, option).run();

            assertThat(run.exitCode()).as(run.toString()).isZero();
            assertThat(run.stdout()).isEqualTo("Hello there\n");
            assertNoSecret(run);
            assertThat(server.requests().get(0).headers()).containsEntry("authorization", "Bearer " + Vendor.KEY);
            assertThat(proxy.requests().get(0).toString()).doesNotContain(Vendor.KEY);
        }
    }

    @Test
    void without_the_authority_nothing_is_sent_and_the_hint_names_ca_file() {
        try (MisbehavingServer server =
                        MisbehavingServer.overTls(certificates.server("dns:api.corp.test"), Reply.json(200, WHOLE));
                MisbehavingServer proxy = new MisbehavingServer(Turn.tunnel(server.port()))) {
            Run run = testCommand("", proxy, "--quiet").run();

            assertThat(run.exitCode()).isEqualTo(6);
            assertThat(run.stdout()).isEmpty();
            assertThat(run.stderr())
                    .contains("error: The certificate of api.corp.test is signed by nobody who is trusted here.\n")
                    .contains("ca_file in [providers.corp].");
            assertNoSecret(run);
            assertThat(server.calls()).isZero();
        }
    }

    @Test
    void a_missing_ca_file_ends_with_78_before_anything_is_sent() {
        try (MisbehavingServer proxy = new MisbehavingServer()) {
            Run run = testCommand("ca_file = \"none.pem\"", proxy, "--verbose").run();

            assertThat(run.exitCode()).isEqualTo(78);
            assertThat(run.stderr())
                    .contains("providers.corp.ca_file: " + folder.resolve("none.pem") + " does not exist.");
            assertNoSecret(run);
            assertThat(proxy.connections()).isZero();
        }
    }

    @Test
    void a_proxy_that_rejects_the_credentials_ends_with_6_and_is_named() {
        try (MisbehavingServer proxy = new MisbehavingServer(Reply.status(407))) {
            Run run = testCommand("", proxy, "--verbose").run();

            assertThat(run.exitCode()).isEqualTo(6);
            assertThat(run.stderr())
                    .contains("proxy 127.0.0.1:" + proxy.port() + " refused the user or the password (HTTP 407).")
                    .contains("Correct HTTPS_PROXY: ");
            assertNoSecret(run);
        }
    }

    @Test
    void an_invalid_proxy_variable_ends_with_78_and_its_value_is_not_shown() {
        try (MisbehavingServer proxy = new MisbehavingServer()) {
            Run run = testCommand("", proxy, "--verbose")
                    .env("HTTPS_PROXY", "http://jane:hunter22@proxy:port")
                    .run();

            assertThat(run.exitCode()).isEqualTo(78);
            assertThat(run.stderr())
                    .contains(
                            "The environment variable HTTPS_PROXY is not the address of a proxy: a port is a number from");
            assertNoSecret(run);
        }
    }

    @Test
    void the_simulator_is_called_without_the_proxy() {
        try (MisbehavingServer proxy = new MisbehavingServer()) {
            String address = "http://127.0.0.1:" + proxy.port();
            Run run = with("test", "openai", "Hi", "--offline")
                    .env("HTTP_PROXY", address)
                    .env("http_proxy", address)
                    .run();

            assertThat(run.exitCode()).as(run.toString()).isZero();
            assertThat(proxy.connections()).isZero();
        }
    }
}
