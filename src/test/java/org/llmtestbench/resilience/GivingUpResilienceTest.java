package org.llmtestbench.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.llmtestbench.provider.CallListener;
import org.llmtestbench.provider.CompletionRequest;
import org.llmtestbench.provider.CompletionResponse;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.Provider;

/** A call that is given up ends at the provider's socket: what nobody reads must not be made, nor paid for. */
@QuarkusTest
class GivingUpResilienceTest extends Misbehaving {
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

    private static void assertHappens(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    private Uni<CompletionResponse> call(Manner manner, MisbehavingServer server, String... settings) {
        Map<String, String> flags =
                new HashMap<>(Map.of("base_url", server.baseUrl(), "api_key_env", "", "max_retries", "0"));
        for (int i = 0; i < settings.length; i += 2) {
            flags.put(settings[i], settings[i + 1]);
        }
        Provider provider = providers.named(manner.wording().provider(), flags);
        CompletionRequest request =
                CompletionRequest.builder().model("a-model").user("Hello").build();
        return manner.streamed()
                ? provider.stream(request, CallListener.NONE)
                : provider.complete(request, CallListener.NONE);
    }

    @ParameterizedTest
    @EnumSource(Manner.class)
    void cancelling_closes_the_connection(Manner manner) throws InterruptedException {
        try (MisbehavingServer server = new MisbehavingServer(untilGone())) {
            Cancellable call = call(manner, server).subscribe().with(answer -> {}, failure -> {});
            assertHappens(asked);
            call.cancel();
            assertHappens(gone);
        }
    }

    @ParameterizedTest
    @EnumSource(Manner.class)
    void a_deadline_closes_the_connection(Manner manner) throws InterruptedException {
        try (MisbehavingServer server = new MisbehavingServer(untilGone())) {
            ask(manner, server, "deadline", "300ms").assertFails(Failure.TIMEOUT, 1);
            assertHappens(gone);
        }
    }

    @ParameterizedTest
    @EnumSource(Manner.class)
    void a_call_that_is_given_up_leaves_its_place_to_the_next(Manner manner) throws InterruptedException {
        try (MisbehavingServer server = new MisbehavingServer(untilGone(), manner.answer())) {
            Cancellable first =
                    call(manner, server, "max_concurrent", "1").subscribe().with(answer -> {}, failure -> {});
            assertHappens(asked);
            var second = call(manner, server, "max_concurrent", "1").subscribeAsCompletionStage();
            first.cancel();

            assertThat(second.orTimeout(LONGEST.toSeconds(), TimeUnit.SECONDS)
                            .join()
                            .content())
                    .isEqualTo("Hello there");
        }
    }
}
