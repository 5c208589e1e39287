package org.llmtestbench.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtestbench.config.Surroundings;

class ProviderRegistryTest {
    private static final long LONG_SECONDS = 20;

    @TempDir
    Path home;

    private Surroundings around;
    private final AtomicInteger connects = new AtomicInteger();

    @BeforeEach
    void two_endpoints() {
        around = new Surroundings(home)
                .file("[providers.a]\nbase_url = 'http://a.test'\n[providers.b]\nbase_url = 'http://b.test'\n");
    }

    private ProviderRegistry counting() {
        return Configured.providers(around, new FakeDialect(settings -> connects.incrementAndGet()));
    }

    @Test
    void the_same_flags_give_the_same_provider_until_all_are_forgotten() {
        ProviderRegistry providers = counting();
        Provider first = providers.named("a", Map.of());
        assertThat(providers.named("a", Map.of())).isSameAs(first);
        assertThat(providers.named("a", Map.of("max_retries", "0"))).isNotSameAs(first);
        assertThat(providers.settings("a", Map.of("max_retries", "0")).maxRetries())
                .isZero();
        assertThat(connects).hasValue(2);
        providers.forget();
        assertThat(providers.named("a", Map.of())).isNotSameAs(first);
    }

    /** The first connection of endpoint a waits for a signal. */
    private ProviderRegistry slow(CountDownLatch connecting, CountDownLatch signal) {
        return Configured.providers(around, new FakeDialect(settings -> {
            if (settings.name().equals("a") && connects.getAndIncrement() == 0) {
                connecting.countDown();
                await(signal);
            }
        }));
    }

    private static CompletableFuture<Provider> inBackground(Supplier<Provider> work) {
        return CompletableFuture.supplyAsync(work, task -> new Thread(task, "connects").start());
    }

    @Test
    void no_lock_is_held_while_one_connects() throws Exception {
        CountDownLatch connecting = new CountDownLatch(1);
        CountDownLatch signal = new CountDownLatch(1);
        ProviderRegistry providers = slow(connecting, signal);
        CompletableFuture<Provider> first = inBackground(() -> providers.named("a", Map.of()));
        await(connecting);

        Provider other = inBackground(() -> providers.named("a", Map.of())).get(LONG_SECONDS, TimeUnit.SECONDS);
        assertThat(inBackground(() -> providers.named("b", Map.of())).get(LONG_SECONDS, TimeUnit.SECONDS))
                .isNotSameAs(other);
        signal.countDown();
        assertThat(first.get(LONG_SECONDS, TimeUnit.SECONDS)).isSameAs(other);
    }

    @Test
    void one_that_connects_with_a_former_key_is_forgotten_too() throws Exception {
        CountDownLatch connecting = new CountDownLatch(1);
        CountDownLatch signal = new CountDownLatch(1);
        ProviderRegistry providers = slow(connecting, signal);
        CompletableFuture<Provider> former = inBackground(() -> providers.named("a", Map.of()));
        await(connecting);

        inBackground(() -> {
                    providers.forget();
                    return null;
                })
                .get(LONG_SECONDS, TimeUnit.SECONDS);
        signal.countDown();
        assertThat(providers.named("a", Map.of())).isNotSameAs(former.get(LONG_SECONDS, TimeUnit.SECONDS));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(LONG_SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
