package org.llmtestbench.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.it.Program.askingAt;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.llmtestbench.it.Program.Run;

/** Servers that are not there, or do not speak. */
class NetworkIT {
    @Test
    void a_closed_port_ends_with_6() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = free.getLocalPort();
        }
        Run run = askingAt("http://127.0.0.1:" + port + "/v1", "Hi").run();

        assertThat(run).isEqualTo(new Run(6, "", """
                error: No connection to 127.0.0.1:%1$d: Connection refused.
                hint:  Check the network, and base_url: http://127.0.0.1:%1$d/v1.
                """.formatted(port)));
    }

    @Test
    void a_server_that_keeps_silent_ends_with_5_when_the_time_is_over() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            long start = System.nanoTime();
            Run run = askingAt("http://127.0.0.1:" + silent.getLocalPort() + "/v1", "Hi", "--stream")
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
