package org.llmtestbench.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.it.Program.testCommandAt;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.llmtestbench.it.Program.Run;

/** Servers that are unreachable or do not respond. */
class NetworkIT {
    @Test
    void a_closed_port_ends_with_6() throws IOException {
        // the port is reserved, so that nothing listens on it
        try (Socket reserved = new Socket()) {
            reserved.bind(new InetSocketAddress("127.0.0.1", 0));
            int port = reserved.getLocalPort();
            Run run = testCommandAt("http://127.0.0.1:" + port + "/v1", "Hi").run();

            assertThat(run).isEqualTo(new Run(6, "", """
                error: No connection to 127.0.0.1:%1$d: Connection refused.
                hint:  Check the network, and base_url: http://127.0.0.1:%1$d/v1.
                """.formatted(port)));
        }
    }

    @Test
    void a_server_that_does_not_respond_ends_with_5_after_the_timeout() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            long start = System.nanoTime();
            Run run = testCommandAt("http://127.0.0.1:" + silent.getLocalPort() + "/v1", "Hi", "--stream")
                    .setting("TIMEOUT", "300ms")
                    .run();

            assertThat(run).isEqualTo(new Run(5, "", """
                error: openai gave no complete answer in 0.3 s (timeout).
                hint:  Try again later, or allow more time: --timeout.
                """));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
        }
    }
}
