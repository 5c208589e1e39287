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

    private final CallerConcurrencyLimiter turnstile = new CallerConcurrencyLimiter(2);

    private Uni<Response> through(Principal principal, Uni<Response> answer) {
        return turnstile.through(principal, new RequestLifetime(), () -> answer);
    }

    private boolean isFull() {
        return Asked.refusal(through(ONE, Uni.createFrom().item(DONE))) != null;
    }

    @Test
    void a_caller_has_so_many_places_and_others_have_theirs() {
        through(ONE, Uni.createFrom().nothing()).subscribe().with(never -> {});
        through(ONE, Uni.createFrom().nothing()).subscribe().with(never -> {});
        HttpProblemException refused =
                Asked.refusal(through(ONE, Uni.createFrom().item(DONE)));
        assertThat(Asked.told(refused))
                .isEqualTo("429 You have 2 requests under way, and a caller may have no more"
                        + " (max_concurrent_per_caller).\nWait for one of them to end.");
        assertThat(refused.headers()).containsEntry("retry-after", "1");
        assertThat(Asked.answer(through(OTHER, Uni.createFrom().item(DONE)))).isEqualTo(DONE);
    }

    @Test
    void answers_failures_and_bugs_all_leave_their_place() {
        for (int i = 0; i < 10; i++) {
            Asked.answer(through(ONE, Uni.createFrom().item(DONE)));
            assertThatThrownBy(() ->
                            Asked.answer(through(ONE, Uni.createFrom().failure(() -> new IllegalStateException("x")))))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> Asked.answer(turnstile.through(ONE, new RequestLifetime(), () -> {
                        throw new IllegalStateException("y");
                    })))
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThat(isFull()).isFalse();
    }

    @Test
    void a_stream_holds_its_place_to_its_last_byte() {
        UnicastProcessor<byte[]> pieces = streamed();
        UnicastProcessor<byte[]> others = streamed();
        assertThat(isFull()).isTrue();
        pieces.onNext(new byte[1]);
        assertThat(isFull()).isTrue();
        pieces.onComplete();
        assertThat(isFull()).isFalse();
        others.onError(new IllegalStateException("broken"));
        streamed();
        assertThat(isFull()).isFalse();
    }

    private UnicastProcessor<byte[]> streamed() {
        UnicastProcessor<byte[]> pieces = UnicastProcessor.create();
        listen(pieces);
        return pieces;
    }

    private AssertSubscriber<byte[]> listen(UnicastProcessor<byte[]> pieces) {
        Response response =
                Asked.answer(through(ONE, Uni.createFrom().item(new Response.Streamed(200, Map.of(), pieces))));
        AssertSubscriber<byte[]> listener = AssertSubscriber.create(10);
        ((Response.Streamed) response).chunks().subscribe().withSubscriber(listener);
        return listener;
    }

    @Test
    void who_hangs_up_leaves_the_place_whether_the_answer_had_begun_or_not() {
        through(ONE, Uni.createFrom().nothing()).subscribe().with(never -> {}).cancel();
        AssertSubscriber<byte[]> listener = listen(UnicastProcessor.create());
        through(ONE, Uni.createFrom().nothing()).subscribe().with(never -> {});
        assertThat(isFull()).isTrue();
        listener.cancel();
        listener.cancel();
        assertThat(isFull()).isFalse();
        streamed();
        assertThat(isFull()).isTrue();
    }

    @Test
    void an_answer_that_nothing_takes_leaves_its_place_when_the_request_ends() {
        for (int i = 0; i < 10; i++) {
            RequestLifetime lifetime = new RequestLifetime();
            Response.Streamed stream = new Response.Streamed(200, Map.of(), UnicastProcessor.create());
            Asked.answer(turnstile.through(ONE, lifetime, () -> Uni.createFrom().item(stream)));
            lifetime.end();
            lifetime.end();
        }
        assertThat(isFull()).isFalse();
        RequestLifetime over = new RequestLifetime();
        over.end();
        turnstile
                .through(ONE, over, () -> Uni.createFrom().nothing())
                .subscribe()
                .with(never -> {});
        streamed();
        assertThat(isFull()).isFalse();
    }

    @Test
    void zero_is_any_number() {
        CallerConcurrencyLimiter open = new CallerConcurrencyLimiter(0);
        for (int i = 0; i < 100; i++) {
            assertThat(open.enter(ONE)).isNotNull();
        }
    }
}
