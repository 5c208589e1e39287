package org.llmtestbench.function.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtestbench.torture.Wording.OPENAI;

import io.quarkus.test.junit.QuarkusTest;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.llmtestbench.torture.Reply;
import org.llmtestbench.torture.TortureServer;
import org.llmtestbench.torture.Turn;

/** A caller that goes away takes its call to the provider with it: nobody pays for an answer that nobody reads. */
@QuarkusTest
class HangingUpTest extends Serving {
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
        TortureServer vendor = vendor(turn);
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

    @Test
    void in_the_wait_before_a_retry() throws Exception {
        TortureServer vendor = vendor(
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
