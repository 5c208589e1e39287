package org.llmtestbench.function.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.llmtestbench.resilience.MisbehavingServer;
import org.llmtestbench.resilience.Turn;

/** A caller has 16 permits, and each is released when its connection is closed. */
@QuarkusTest
class PlacesTest extends Serving {
    private static final int PERMITS = 16;

    private final CountDownLatch requestReceived = new CountDownLatch(PERMITS);
    private final CountDownLatch disconnected = new CountDownLatch(PERMITS);

    private Turn waitForDisconnect() {
        return peer -> {
            requestReceived.countDown();
            peer.untilGone();
            disconnected.countDown();
            return false;
        };
    }

    @Test
    void requests_above_the_limit_are_rejected_and_a_disconnect_releases_the_permit() throws Exception {
        MisbehavingServer vendor = vendor(waitForDisconnect());
        String request = RawClient.completion(
                "{\"provider\":\"" + provider(vendor) + "\",\"prompt\":\"Hello\",\"stream\":true}");
        List<RawClient> callers = new ArrayList<>();
        for (int i = 0; i < PERMITS; i++) {
            callers.add(connect().send(request));
        }
        assertThat(requestReceived.await(20, TimeUnit.SECONDS)).isTrue();

        assertThat(connect().send(request).readUntil("max_concurrent_per_caller"))
                .startsWith("HTTP/1.1 429 ")
                .contains("retry-after: 1\r\n");

        for (RawClient caller : callers) {
            caller.close();
        }
        assertThat(disconnected.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(connect()
                        .send("GET /v1/providers HTTP/1.1\r\nHost: localhost\r\n\r\n")
                        .readUntil("openai"))
                .startsWith("HTTP/1.1 200 ");
    }
}
