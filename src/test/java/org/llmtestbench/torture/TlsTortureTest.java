package org.llmtestbench.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.provider.Failure.UNREACHABLE;

import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers that are not who they should be; none of them gets a request, and with it the key. */
@QuarkusTest
class TlsTortureTest extends Torture {
    @TempDir
    static Path folder;

    @ParameterizedTest
    @EnumSource
    void a_certificate_that_nobody_signed_is_not_trusted(Manner manner) {
        Certificate own = Certificate.of("ip:127.0.0.1", folder);
        try (TortureServer server = TortureServer.overTls(own.context(), manner.answer())) {
            Ending ending = ask(manner, server);
            ending.assertFails(UNREACHABLE, 1);
            assertThat(ending.thrown()).hasMessageStartingWith("TLS with 127.0.0.1:");
            assertThat(server.calls()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_server_that_speaks_no_tls_is_told_nothing(Manner manner) {
        try (TortureServer server = new TortureServer(manner.answer())) {
            ask(manner, server.baseUrl().replace("http:", "https:")).assertFails(UNREACHABLE, 1);
            assertThat(server.calls()).isZero();
        }
    }
}
