package org.llmtestbench.function.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.llmtestbench.function.HttpProblemException;
import org.llmtestbench.function.Principal;
import org.llmtestbench.function.RequestLifetime;
import org.llmtestbench.function.Response;
import org.llmtestbench.function.auth.Asked;

class CallerConcurrencyLimiterTest {
    private static final Principal ONE = new Principal("one");
    private static final Principal OTHER = new Principal("other");
    private static final Response DONE = Response.text(200, "text/plain", "done");

    private final CallerConcurrencyLimiter limiter = new CallerConcurrencyLimiter(2);

    private Uni<Response> withPermit(Principal principal, Uni<Response> answer) {
        return limiter.withPermit(principal, new RequestLifetime(), () -> answer);
    }

    private boolean isFull() {
        return Asked.refusal(withPermit(ONE, Uni.createFrom().item(DONE))) != null;
    }

    @Test
    void the_limit_counts_the_requests_of_each_caller_separately() {
        withPermit(ONE, Uni.createFrom().nothing()).subscribe().with(never -> {});
        withPermit(ONE, Uni.createFrom().nothing()).subscribe().with(never -> {});
        HttpProblemException refused =
                Asked.refusal(withPermit(ONE, Uni.createFrom().item(DONE)));
        assertThat(Asked.text(refused))
                .isEqualTo("429 You have 2 requests in progress, which is the maximum"
                        + " (max_concurrent_per_caller).\nWait until one of them is complete.");
        assertThat(refused.headers()).containsEntry("retry-after", "1");
        assertThat(Asked.answer(withPermit(OTHER, Uni.createFrom().item(DONE)))).isEqualTo(DONE);
    }

    @Test
    void answers_failures_and_bugs_all_release_their_permit() {
        for (int i = 0; i < 10; i++) {
            Asked.answer(withPermit(ONE, Uni.createFrom().item(DONE)));
            assertThatThrownBy(() -> Asked.answer(
                            withPermit(ONE, Uni.createFrom().failure(() -> new IllegalStateException("x")))))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> Asked.answer(limiter.withPermit(ONE, new RequestLifetime(), () -> {
                        throw new IllegalStateException("y");
                    })))
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThat(isFull()).isFalse();
    }

    @Test
    void a_stream_holds_its_permit_until_its_last_byte() {
        UnicastProcessor<byte[]> chunks = openStream();
        UnicastProcessor<byte[]> failing = openStream();
        assertThat(isFull()).isTrue();
        chunks.onNext(new byte[1]);
        assertThat(isFull()).isTrue();
        chunks.onComplete();
        assertThat(isFull()).isFalse();
        failing.onError(new IllegalStateException("broken"));
        openStream();
        assertThat(isFull()).isFalse();
    }

    private UnicastProcessor<byte[]> openStream() {
        UnicastProcessor<byte[]> chunks = UnicastProcessor.create();
        subscribe(chunks);
        return chunks;
    }

    private AssertSubscriber<byte[]> subscribe(UnicastProcessor<byte[]> chunks) {
        Response response =
                Asked.answer(withPermit(ONE, Uni.createFrom().item(new Response.Streamed(200, Map.of(), chunks))));
        AssertSubscriber<byte[]> subscriber = AssertSubscriber.create(10);
        ((Response.Streamed) response).chunks().subscribe().withSubscriber(subscriber);
        return subscriber;
    }

    @Test
    void a_disconnect_releases_the_permit_before_and_after_the_start_of_the_answer() {
        withPermit(ONE, Uni.createFrom().nothing())
                .subscribe()
                .with(never -> {})
                .cancel();
        AssertSubscriber<byte[]> subscriber = subscribe(UnicastProcessor.create());
        withPermit(ONE, Uni.createFrom().nothing()).subscribe().with(never -> {});
        assertThat(isFull()).isTrue();
        subscriber.cancel();
        subscriber.cancel();
        assertThat(isFull()).isFalse();
        openStream();
        assertThat(isFull()).isTrue();
    }

    @Test
    void an_answer_without_a_subscriber_releases_its_permit_when_the_request_ends() {
        for (int i = 0; i < 10; i++) {
            RequestLifetime lifetime = new RequestLifetime();
            Response.Streamed stream = new Response.Streamed(200, Map.of(), UnicastProcessor.create());
            Asked.answer(
                    limiter.withPermit(ONE, lifetime, () -> Uni.createFrom().item(stream)));
            lifetime.end();
            lifetime.end();
        }
        assertThat(isFull()).isFalse();
        RequestLifetime ended = new RequestLifetime();
        ended.end();
        limiter.withPermit(ONE, ended, () -> Uni.createFrom().nothing())
                .subscribe()
                .with(never -> {});
        openStream();
        assertThat(isFull()).isFalse();
    }

    @Test
    void zero_means_no_limit() {
        CallerConcurrencyLimiter unlimited = new CallerConcurrencyLimiter(0);
        for (int i = 0; i < 100; i++) {
            assertThat(unlimited.acquire(ONE)).isNotNull();
        }
    }
}
