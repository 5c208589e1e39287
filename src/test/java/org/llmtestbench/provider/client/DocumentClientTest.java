package org.llmtestbench.provider.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtestbench.provider.InvalidSettingException;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.resilience.Certificates;
import org.llmtestbench.resilience.MisbehavingServer;
import org.llmtestbench.resilience.Received;
import org.llmtestbench.resilience.Reply;
import org.llmtestbench.resilience.Turn;

class DocumentClientTest {
    @TempDir
    private static Path folder;

    private static Vertx vertx;
    private static Certificates certificates;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        certificates = new Certificates(folder);
    }

    @AfterAll
    static void stop() {
        vertx.close();
    }

    private static String get(String address, Map<String, String> environment, Path caFile) throws IOException {
        return new DocumentClient(vertx, environment::get, "oidc_ca_file", caFile).get(address);
    }

    private static Map<String, String> proxied(MisbehavingServer proxy) {
        return Map.of(
                "HTTPS_PROXY", "http://jane:hunter22@127.0.0.1:" + proxy.port(), "NO_PROXY", "127.0.0.1,other.test");
    }

    @Test
    void a_document_comes_through_the_proxy_and_from_a_server_of_the_named_authority() throws IOException {
        try (MisbehavingServer server = MisbehavingServer.overTls(
                        certificates.server("dns:issuer.test"), Reply.json(200, "{\"keys\":[]}"));
                MisbehavingServer proxy = new MisbehavingServer(Turn.tunnel(server.port()))) {
            assertThat(get("https://issuer.test/keys?v=1", proxied(proxy), certificates.authority()))
                    .isEqualTo("{\"keys\":[]}");

            Received tunnel = proxy.requests().get(0);
            assertThat(tunnel.method() + " " + tunnel.path()).isEqualTo("CONNECT issuer.test:443");
            assertThat(tunnel.headers()).containsKey("proxy-authorization");
            assertThat(server.requests().get(0).path()).isEqualTo("/keys?v=1");
        }
    }

    @Test
    void a_server_that_no_proxy_lists_is_asked_directly() throws IOException {
        try (MisbehavingServer server =
                        MisbehavingServer.overTls(certificates.server("ip:127.0.0.1"), Reply.json(200, "direct"));
                MisbehavingServer proxy = new MisbehavingServer()) {
            assertThat(get("https://127.0.0.1:" + server.port(), proxied(proxy), certificates.authority()))
                    .isEqualTo("direct");
            assertThat(proxy.connections()).isZero();
        }
    }

    @Test
    void a_certificate_of_another_authority_or_for_another_host_is_refused() {
        try (MisbehavingServer server =
                MisbehavingServer.overTls(certificates.server("dns:other.test"), Reply.json(200, "no"))) {
            String address = "https://127.0.0.1:" + server.port();
            assertThatThrownBy(() -> get(address, Map.of(), null))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("certification path");
            assertThatThrownBy(() -> get(address, Map.of(), certificates.authority()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("No subject alternative names matching IP address 127.0.0.1");
            assertThat(server.calls()).isZero();
        }
    }

    @Test
    void a_file_without_certificates_is_refused_by_the_name_of_its_setting() {
        assertThatThrownBy(() -> get("https://x.test", Map.of(), folder.resolve("none.pem")))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("oidc_ca_file: " + folder.resolve("none.pem") + " does not exist.");
    }

    @Test
    void a_wrong_proxy_is_refused_without_its_password() {
        assertThatThrownBy(() -> get("https://x.test", Map.of("HTTPS_PROXY", "http://jane:hunter22@p:99999"), null))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("HTTPS_PROXY")
                .hasMessageNotContaining("hunter22");
    }

    @Test
    void redirects_are_followed_by_the_same_protocol_only() throws IOException {
        try (MisbehavingServer server = new MisbehavingServer(
                        Reply.status(302).header("location", "/moved?a=b"), Reply.json(200, "here"));
                MisbehavingServer tls = MisbehavingServer.overTls(
                        certificates.server("ip:127.0.0.1"), Reply.status(307).header("location", server.baseUrl()));
                MisbehavingServer endless =
                        new MisbehavingServer(Reply.status(301).header("location", "/again"))) {
            assertThat(get("http://127.0.0.1:" + server.port() + "/first", Map.of(), null))
                    .isEqualTo("here");
            assertThat(server.requests()).extracting(Received::path).containsExactly("/first", "/moved?a=b");
            assertThatThrownBy(() -> get("https://127.0.0.1:" + tls.port(), Map.of(), certificates.authority()))
                    .isInstanceOf(IOException.class)
                    .hasMessage("it redirects to another protocol");
            assertThat(server.calls()).isEqualTo(2);
            assertThatThrownBy(() -> get(endless.baseUrl(), Map.of(), null))
                    .isInstanceOf(IOException.class)
                    .hasMessage("it redirects more than 5 times");
        }
    }

    @Test
    void a_status_that_is_no_success_and_a_document_that_is_too_large_are_refused() {
        try (MisbehavingServer missing = new MisbehavingServer(Reply.status(404));
                MisbehavingServer large = new MisbehavingServer(Reply.json(200, "x".repeat((1 << 20) + 1)))) {
            assertThatThrownBy(() -> get(missing.baseUrl(), Map.of(), null))
                    .isInstanceOf(IOException.class)
                    .hasMessage("HTTP 404");
            assertThatThrownBy(() -> get(large.baseUrl(), Map.of(), null))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the answer is larger than 1048576 bytes");
        }
    }
}
