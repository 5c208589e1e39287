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

    private Surroundings surroundings;
    private final AtomicInteger connects = new AtomicInteger();

    @BeforeEach
    void configure_two_endpoints() {
        surroundings = new Surroundings(home)
                .file("[providers.a]\nbase_url = 'http://a.test'\n[providers.b]\nbase_url = 'http://b.test'\n");
    }

    private ProviderRegistry counting() {
        return Configured.providers(surroundings, new FakeDialect(settings -> connects.incrementAndGet()));
    }

    @Test
    void the_same_flags_give_the_same_provider_until_the_cache_is_cleared() {
        ProviderRegistry providers = counting();
        Provider first = providers.named("a", Map.of());
        assertThat(providers.named("a", Map.of())).isSameAs(first);
        assertThat(providers.named("a", Map.of("max_retries", "0"))).isNotSameAs(first);
        assertThat(providers.settings("a", Map.of("max_retries", "0")).maxRetries())
                .isZero();
        assertThat(connects).hasValue(2);
        providers.clearCache();
        assertThat(providers.named("a", Map.of())).isNotSameAs(first);
    }

    /** The first connect of endpoint a waits for a signal. */
    private ProviderRegistry slow(CountDownLatch connecting, CountDownLatch signal) {
        return Configured.providers(surroundings, new FakeDialect(settings -> {
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
    void no_lock_is_held_while_a_provider_connects() throws Exception {
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
    void a_provider_that_connects_while_the_cache_is_cleared_is_not_cached() throws Exception {
        CountDownLatch connecting = new CountDownLatch(1);
        CountDownLatch signal = new CountDownLatch(1);
        ProviderRegistry providers = slow(connecting, signal);
        CompletableFuture<Provider> old = inBackground(() -> providers.named("a", Map.of()));
        await(connecting);

        inBackground(() -> {
                    providers.clearCache();
                    return null;
                })
                .get(LONG_SECONDS, TimeUnit.SECONDS);
        signal.countDown();
        assertThat(providers.named("a", Map.of())).isNotSameAs(old.get(LONG_SECONDS, TimeUnit.SECONDS));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(LONG_SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
