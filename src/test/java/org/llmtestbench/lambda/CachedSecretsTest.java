package org.llmtestbench.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtestbench.config.Surroundings;
import org.llmtestbench.function.ProviderResolver;
import org.llmtestbench.provider.ApiKeyResolver;
import org.llmtestbench.provider.Configured;
import org.llmtestbench.provider.FakeDialect;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.provider.ProviderRegistry;
import org.llmtestbench.resilience.MisbehavingServer;
import org.llmtestbench.resilience.Reply;
import org.llmtestbench.resilience.Turn;

class CachedSecretsTest {
    private static final long TIMEOUT_SECONDS = 20;

    @TempDir
    Path home;

    private final ApiKeyResolver keys = new ApiKeyResolver();
    private final AtomicLong nanos = new AtomicLong();
    private final List<String> usedKeys = new ArrayList<>();
    private ProviderRegistry providers;
    private ProviderResolver endpoints;

    @BeforeEach
    void configureProvider() {
        Surroundings surroundings = new Surroundings(home)
                .file("[providers.mine]\nbase_url = 'http://mine.test'\napi_key_env = 'MINE_KEY'\n");
        providers = Configured.providers(
                surroundings, new FakeDialect(settings -> usedKeys.add(keys.resolve(settings.apiKeyEnv()))));
        endpoints = new ProviderResolver(providers);
    }

    private static Reply secret(String key) {
        return Reply.json(200, "{\"SecretString\":\"{\\\"MINE_KEY\\\":\\\"" + key + "\\\"}\"}");
    }

    private CachedSecrets secrets(MisbehavingServer extension) {
        Map<String, String> environment = Map.of(
                "PARAMETERS_SECRETS_EXTENSION_HTTP_PORT",
                String.valueOf(extension.port()),
                "AWS_ACCESS_KEY_ID",
                "a",
                "AWS_SECRET_ACCESS_KEY",
                "b",
                "AWS_SESSION_TOKEN",
                "c");
        return new CachedSecrets(new SecretsManagerClient("id", environment::get), keys, providers, nanos::get);
    }

    private void advance(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void a_rotated_key_is_used_after_five_minutes() {
        try (MisbehavingServer extension = new MisbehavingServer(secret("former"), secret("rotated"))) {
            CachedSecrets secrets = secrets(extension);
            endpoints.named("mine");
            advance(Duration.ofMinutes(4));
            secrets.refresh();
            endpoints.named("mine");
            assertThat(usedKeys).containsExactly("former");

            advance(Duration.ofMinutes(1));
            secrets.refresh();
            endpoints.named("mine");
            endpoints.named("mine");
            assertThat(usedKeys).containsExactly("former", "rotated");
            assertThat(extension.calls()).isEqualTo(2);
        }
    }

    @Test
    void an_unchanged_key_keeps_the_provider() {
        try (MisbehavingServer extension = new MisbehavingServer(secret("same"))) {
            CachedSecrets secrets = secrets(extension);
            endpoints.named("mine");
            advance(Duration.ofMinutes(5));
            secrets.refresh();
            endpoints.named("mine");
            assertThat(usedKeys).containsExactly("same");
            assertThat(extension.calls()).isEqualTo(2);
        }
    }

    @Test
    void the_cached_keys_are_used_while_the_secret_can_not_be_read() {
        try (MisbehavingServer extension =
                new MisbehavingServer(secret("known"), Reply.status(500), secret("rotated"))) {
            CachedSecrets secrets = secrets(extension);
            endpoints.named("mine");
            advance(Duration.ofMinutes(5));
            secrets.refresh();
            secrets.refresh();
            assertThat(keys.resolve("MINE_KEY")).isEqualTo("known");
            assertThat(extension.calls()).isEqualTo(2);

            advance(Duration.ofMinutes(5));
            secrets.refresh();
            assertThat(keys.resolve("MINE_KEY")).isEqualTo("rotated");
        }
    }

    @Test
    void after_a_restore_the_secret_is_read_again() {
        try (MisbehavingServer extension = new MisbehavingServer(secret("former"), secret("rotated"))) {
            CachedSecrets secrets = secrets(extension);
            endpoints.named("mine");
            secrets.forget();
            endpoints.named("mine");
            assertThat(usedKeys).containsExactly("former", "rotated");
        }
    }

    @Test
    void without_cached_keys_an_unreadable_secret_is_a_failure() {
        try (MisbehavingServer extension = new MisbehavingServer(Reply.status(403))) {
            secrets(extension);
            assertThatThrownBy(() -> keys.resolve("MINE_KEY"))
                    .isInstanceOf(ProviderException.class)
                    .hasMessageStartingWith("The secret id can't be read: the extension answered HTTP 403");
        }
    }

    @Test
    void no_lock_is_held_while_the_secret_is_read() throws Exception {
        CountDownLatch requestReceived = new CountDownLatch(1);
        CountDownLatch respond = new CountDownLatch(1);
        Turn slow = peer -> {
            requestReceived.countDown();
            return secret("rotated").after(respond).play(peer);
        };
        try (MisbehavingServer extension = new MisbehavingServer(secret("former"), slow)) {
            CachedSecrets secrets = secrets(extension);
            endpoints.named("mine");
            advance(Duration.ofMinutes(5));
            CompletableFuture<Void> refreshing =
                    CompletableFuture.runAsync(secrets::refresh, task -> new Thread(task, "refreshes").start());
            assertThat(requestReceived.await(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();

            // a call and another event while the secret is read
            assertThat(CompletableFuture.supplyAsync(
                                    () -> keys.resolve("MINE_KEY"), task -> new Thread(task, "asks").start())
                            .get(TIMEOUT_SECONDS, TimeUnit.SECONDS))
                    .isEqualTo("former");
            CompletableFuture.runAsync(secrets::refresh, task -> new Thread(task, "refreshes too").start())
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            respond.countDown();
            refreshing.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            assertThat(keys.resolve("MINE_KEY")).isEqualTo("rotated");
            assertThat(extension.calls()).isEqualTo(2);
        }
    }
}
