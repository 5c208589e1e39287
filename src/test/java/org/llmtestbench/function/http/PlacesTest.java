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

/** A caller has sixteen places, and each is free again when its connection is closed. */
@QuarkusTest
class PlacesTest extends Serving {
    private static final int PLACES = 16;

    private final CountDownLatch asked = new CountDownLatch(PLACES);
    private final CountDownLatch gone = new CountDownLatch(PLACES);

    private Turn untilGone() {
        return peer -> {
            asked.countDown();
            peer.untilGone();
            gone.countDown();
            return false;
        };
    }

    @Test
    void one_too_many_is_told_to_wait_and_whoever_hangs_up_makes_room() throws Exception {
        MisbehavingServer vendor = vendor(untilGone());
        String ask = RawClient.completion(
                "{\"provider\":\"" + provider(vendor) + "\",\"prompt\":\"Hello\",\"stream\":true}");
        List<RawClient> callers = new ArrayList<>();
        for (int i = 0; i < PLACES; i++) {
            callers.add(connect().say(ask));
        }
        assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();

        assertThat(connect().say(ask).readUntil("max_concurrent_per_caller"))
                .startsWith("HTTP/1.1 429 ")
                .contains("retry-after: 1\r\n");

        for (RawClient caller : callers) {
            caller.close();
        }
        assertThat(gone.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(connect()
                        .say("GET /v1/providers HTTP/1.1\r\nHost: localhost\r\n\r\n")
                        .readUntil("openai"))
                .startsWith("HTTP/1.1 200 ");
    }
}
