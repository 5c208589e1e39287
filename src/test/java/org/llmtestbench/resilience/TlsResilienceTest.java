package org.llmtestbench.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.llmtestbench.provider.Failure.UNREACHABLE;
import static org.llmtestbench.provider.Failure.USAGE;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.llmtestbench.provider.ProviderException;

/** Whom a certificate is trusted from, and what is said where it is not. */
@QuarkusTest
class TlsResilienceTest extends Misbehaving {
    private static final String HERE = "ip:127.0.0.1";

    @TempDir
    static Path folder;

    private static Certificates certificates;
    private static Path authority;

    private record Row(BiFunction<Certificates, String, SSLContext> server, String names, String message, String hint) {
        @Override
        public String toString() {
            return message;
        }
    }

    @BeforeAll
    static void found() {
        certificates = new Certificates(folder);
        authority = certificates.authority();
    }

    static Stream<Arguments> rows() {
        return inEveryManner(Stream.of(
                new Row(
                        Certificates::expired,
                        HERE,
                        "The certificate of %s has expired.",
                        "Its owner must renew it, unless this machine's clock is wrong."),
                new Row(
                        Certificates::early,
                        HERE,
                        "The certificate of %s is not valid yet.",
                        "Check this machine's clock."),
                new Row(
                        Certificates::server,
                        "dns:other.test,ip:127.0.0.2",
                        "The certificate of %s is for another host: No subject alternative names matching IP address"
                                + " 127.0.0.1 found.",
                        "Check base_url: https://%s/v1."),
                new Row(
                        Certificates::selfSigned,
                        HERE,
                        "The certificate of %s is signed by nobody who is trusted here.",
                        "It is neither one of the JVM's authorities nor in ca_file: ")));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("rows")
    void a_certificate_that_is_not_good_is_not_accepted_and_says_why(Row row, Manner manner) {
        SSLContext context = row.server().apply(certificates, row.names());
        try (MisbehavingServer server = MisbehavingServer.overTls(context, manner.answer())) {
            Ending ending = ask(manner, server, "ca_file", authority.toString());
            ending.assertFails(UNREACHABLE, 1);
            String address = "127.0.0.1:" + server.port();
            assertThat(ending.thrown()).hasMessage(row.message().formatted(address));
            assertThat(ending.thrown().hint().orElseThrow())
                    .startsWith(row.hint().formatted(address));
            assertThat(server.calls()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_unknown_authority_is_trusted_where_ca_file_names_it_and_nowhere_else(Manner manner) {
        try (MisbehavingServer server = MisbehavingServer.overTls(certificates.server(HERE), manner.answer())) {
            Ending stranger = ask(manner, server);
            stranger.assertFails(UNREACHABLE, 1);
            assertThat(stranger.thrown())
                    .hasMessage("The certificate of 127.0.0.1:" + server.port()
                            + " is signed by nobody who is trusted here.");
            assertThat(stranger.thrown().hint())
                    .contains("If your company's proxy or own authority signs it, name that one's certificate: "
                            + "ca_file in [providers." + manner.wording().provider() + "].");
            assertThat(server.calls()).isZero();

            ask(manner, server, "ca_file", authority.toString()).assertAnswers("Hello there");
        }
    }

    @Test
    void calls_beside_completions_trust_it_too() {
        Reply models = Reply.json(200, "{\"data\":[{\"id\":\"m\"}]}");
        try (MisbehavingServer server = MisbehavingServer.overTls(certificates.server(HERE), models)) {
            Map<String, String> flags =
                    Map.of("base_url", server.baseUrl(), "api_key_env", "PLANTED_KEY", "ca_file", authority.toString());
            assertThat(providers.named("openai", flags).liveModels().await().atMost(LONGEST))
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_server_without_tls_closes_the_connection(Manner manner) {
        try (MisbehavingServer server = new MisbehavingServer(manner.answer())) {
            Ending ending = ask(manner, server.baseUrl().replace("http:", "https:"));
            ending.assertFails(UNREACHABLE, 1);
            assertThat(ending.thrown())
                    .hasMessage("TLS with 127.0.0.1:" + server.port() + " failed: the connection was closed.");
        }
    }

    @Test
    void a_file_without_certificates_is_refused_before_anything_is_sent() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.pem"));
        Path text = Files.writeString(folder.resolve("text.pem"), "Hello");
        Path broken = Files.writeString(
                folder.resolve("broken.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        Map.of(
                        empty,
                        "holds no certificates that can be read.",
                        text,
                        "holds no certificates that can be read.",
                        broken,
                        "holds no certificates that can be read.",
                        folder.resolve("none.pem"),
                        "does not exist.",
                        folder,
                        "can't be read: Is a directory.")
                .forEach((file, reason) -> {
                    Map<String, String> flags =
                            Map.of("base_url", "https://127.0.0.1:1/v1", "ca_file", file.toString());
                    ProviderException refusal =
                            catchThrowableOfType(ProviderException.class, () -> providers.named("openai", flags));
                    assertThat(refusal.failure()).isEqualTo(USAGE);
                    assertThat(refusal).hasMessage("--ca-file: " + file + " " + reason);
                });
    }
}
