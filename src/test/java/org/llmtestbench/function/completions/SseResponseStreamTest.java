package org.llmtestbench.function.completions;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.llmtestbench.function.RequestLifetime;
import org.llmtestbench.function.Response;
import org.llmtestbench.provider.Delta;
import org.llmtestbench.runner.Outcome;

class SseResponseStreamTest {
    private final AtomicInteger cancelled = new AtomicInteger();
    private final Uni<Outcome> call =
            Uni.createFrom().<Outcome>nothing().onCancellation().invoke(cancelled::incrementAndGet);
    private final SseResponseStream stream = new SseResponseStream(Duration.ofHours(1), () -> 0);
    private final RequestLifetime lifetime = new RequestLifetime();

    @Test
    void a_response_without_a_subscriber_is_cancelled_when_the_request_ends() {
        AtomicReference<Response> head = new AtomicReference<>();
        stream.of(call, lifetime).subscribe().with(head::set);
        stream.delta(new Delta(Delta.Kind.TEXT, "Hello"));
        assertThat(head.get().status()).isEqualTo(200);
        assertThat(cancelled).hasValue(0);

        lifetime.end();
        assertThat(cancelled).hasValue(1);
        stream.delta(new Delta(Delta.Kind.TEXT, "has no subscriber"));
    }

    @Test
    void a_call_is_cancelled_at_once_if_the_request_has_ended() {
        lifetime.end();
        stream.of(call, lifetime).subscribe().with(never -> {});
        assertThat(cancelled).hasValue(1);
    }
}
