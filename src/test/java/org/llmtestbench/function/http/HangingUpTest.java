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

/** A caller that goes away takes its call to the provider with it: nobody pays for an answer that nobody reads. */
@QuarkusTest
class HangingUpTest extends Serving {
    private static final int CALLERS = 100;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch gone = new CountDownLatch(1);

    private Turn untilGone() {
        return peer -> {
            asked.countDown();
            peer.untilGone();
            gone.countDown();
            return false;
        };
    }

    private RawClient ask(Turn turn, boolean stream, String... settings) {
        MisbehavingServer vendor = vendor(turn);
        String provider = provider(vendor, settings);
        return connect()
                .say(RawClient.completion(
                        "{\"provider\":\"" + provider + "\",\"prompt\":\"Hello\",\"stream\":" + stream + "}"));
    }

    private static void assertHappens(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void while_the_first_token_is_waited_for() throws Exception {
        for (boolean stream : new boolean[] {true, false}) {
            RawClient caller = ask(untilGone(), stream);
            assertHappens(asked);
            caller.close();
            assertHappens(gone);
        }
    }

    @Test
    void in_the_middle_of_the_stream() throws Exception {
        String begun = OPENAI.beginning() + OPENAI.piece("Hello");
        RawClient caller = ask(Reply.events(begun).upTo(begun.length(), untilGone()), true);

        assertThat(caller.readUntil("Hello")).contains("event: delta\ndata: {\"text\":\"Hello\"}\n\n");
        caller.close();
        assertHappens(gone);
    }

    /** More callers than may be under way at once, each gone at about the moment at which its answer begins. */
    @Test
    void as_the_head_of_the_answer_passes() throws Exception {
        String begun = OPENAI.beginning() + OPENAI.piece("Hello");
        CyclicBarrier moment = new CyclicBarrier(2);
        Semaphore closed = new Semaphore(0);
        MisbehavingServer vendor = vendor(peer -> {
            await(moment);
            try {
                return Reply.events(begun).upTo(begun.length(), Turn.silence()).play(peer);
            } finally {
                closed.release();
            }
        });
        String provider = provider(vendor);
        for (int i = 0; i < CALLERS; i++) {
            RawClient caller = connect()
                    .say(RawClient.completion(
                            "{\"provider\":\"" + provider + "\",\"prompt\":\"Hello\",\"stream\":true}"));
            await(moment);
            // from well before to well after the head
            LockSupport.parkNanos(i * 20_000L);
            caller.reset();
            assertThat(closed.tryAcquire(10, TimeUnit.SECONDS))
                    .as("caller " + i)
                    .isTrue();
        }
        RawClient last = ask(Reply.json(200, OPENAI.whole("There is a place")), false);
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
    void in_the_wait_before_a_retry() throws Exception {
        MisbehavingServer vendor = vendor(
                peer -> {
                    asked.countDown();
                    return Reply.json(503, "{}").header("retry-after", "1").play(peer);
                },
                Reply.json(200, OPENAI.whole("Too late")));
        RawClient caller = connect()
                .say(RawClient.completion(
                        "{\"provider\":\"" + provider(vendor, "max_retries", "3") + "\",\"prompt\":\"Hello\"}"));
        assertHappens(asked);
        caller.close();

        // another call with a wait as long ends after the first would have gone on
        RawClient other = ask(Reply.json(503, "{}").header("retry-after", "2"), false, "max_retries", "1");
        assertThat(other.readUntil("}")).contains(" 503 ");
        assertThat(vendor.calls()).isEqualTo(1);
    }
}
