package org.llmtestbench.function.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.resilience.Wording.OPENAI;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.llmtestbench.resilience.MisbehavingServer;
import org.llmtestbench.resilience.Reply;
import org.llmtestbench.resilience.Turn;

/** If a caller disconnects, its call to the provider is cancelled. */
@QuarkusTest
class HangingUpTest extends Serving {
    private static final int CALLERS = 100;

    private final CountDownLatch requestReceived = new CountDownLatch(1);
    private final CountDownLatch disconnected = new CountDownLatch(1);

    private Turn waitForDisconnect() {
        return peer -> {
            requestReceived.countDown();
            peer.untilGone();
            disconnected.countDown();
            return false;
        };
    }

    private RawClient send(Turn turn, boolean stream, String... settings) {
        MisbehavingServer vendor = vendor(turn);
        String provider = provider(vendor, settings);
        return connect()
                .send(RawClient.completion(
                        "{\"provider\":\"" + provider + "\",\"prompt\":\"Hello\",\"stream\":" + stream + "}"));
    }

    private static void assertHappens(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void before_the_first_token() throws Exception {
        for (boolean stream : new boolean[] {true, false}) {
            RawClient caller = send(waitForDisconnect(), stream);
            assertHappens(requestReceived);
            caller.close();
            assertHappens(disconnected);
        }
    }

    @Test
    void in_the_middle_of_the_stream() throws Exception {
        String start = OPENAI.beginning() + OPENAI.piece("Hello");
        RawClient caller = send(Reply.events(start).upTo(start.length(), waitForDisconnect()), true);

        assertThat(caller.readUntil("Hello")).contains("event: delta\ndata: {\"text\":\"Hello\"}\n\n");
        caller.close();
        assertHappens(disconnected);
    }

    /** More callers than the concurrency limit, each of which disconnects at about the start of its response. */
    @Test
    void while_the_response_head_is_sent() throws Exception {
        String start = OPENAI.beginning() + OPENAI.piece("Hello");
        CyclicBarrier barrier = new CyclicBarrier(2);
        Semaphore closed = new Semaphore(0);
        MisbehavingServer vendor = vendor(peer -> {
            await(barrier);
            try {
                return Reply.events(start).upTo(start.length(), Turn.silence()).play(peer);
            } finally {
                closed.release();
            }
        });
        String provider = provider(vendor);
        for (int i = 0; i < CALLERS; i++) {
            RawClient caller = connect()
                    .send(RawClient.completion(
                            "{\"provider\":\"" + provider + "\",\"prompt\":\"Hello\",\"stream\":true}"));
            await(barrier);
            // from before to after the response head
            LockSupport.parkNanos(i * 20_000L);
            caller.reset();
            assertThat(closed.tryAcquire(10, TimeUnit.SECONDS))
                    .as("caller " + i)
                    .isTrue();
        }
        RawClient last = send(Reply.json(200, OPENAI.whole("A permit is free")), false);
        assertThat(last.readUntil("}")).contains(" 200 ");
    }

    private static void await(CyclicBarrier barrier) throws IOException {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    @Test
    void during_the_wait_before_a_retry() throws Exception {
        MisbehavingServer vendor = vendor(
                peer -> {
                    requestReceived.countDown();
                    return Reply.json(503, "{}").header("retry-after", "1").play(peer);
                },
                Reply.json(200, OPENAI.whole("Too late")));
        RawClient caller = connect()
                .send(RawClient.completion(
                        "{\"provider\":\"" + provider(vendor, "max_retries", "3") + "\",\"prompt\":\"Hello\"}"));
        assertHappens(requestReceived);
        caller.close();

        // the wait of another call ends after the first call would have retried
        RawClient other = send(Reply.json(503, "{}").header("retry-after", "2"), false, "max_retries", "1");
        assertThat(other.readUntil("}")).contains(" 503 ");
        assertThat(vendor.calls()).isEqualTo(1);
    }
}
