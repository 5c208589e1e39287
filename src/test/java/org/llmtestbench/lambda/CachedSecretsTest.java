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
    private static final long LONG_SECONDS = 20;

    @TempDir
    Path home;

    private final ApiKeyResolver keys = new ApiKeyResolver();
    private final AtomicLong nanos = new AtomicLong();
    private final List<String> connectedWith = new ArrayList<>();
    private ProviderRegistry providers;
    private ProviderResolver endpoints;

    @BeforeEach
    void an_endpoint_with_a_key() {
        Surroundings around = new Surroundings(home)
                .file("[providers.mine]\nbase_url = 'http://mine.test'\napi_key_env = 'MINE_KEY'\n");
        providers = Configured.providers(
                around, new FakeDialect(settings -> connectedWith.add(keys.named(settings.apiKeyEnv()))));
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

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void a_rotated_key_reaches_the_calls_of_the_function() {
        try (MisbehavingServer extension = new MisbehavingServer(secret("former"), secret("rotated"))) {
            CachedSecrets secrets = secrets(extension);
            endpoints.named("mine");
            pass(Duration.ofMinutes(4));
            secrets.refresh();
            endpoints.named("mine");
            assertThat(connectedWith).containsExactly("former");

            pass(Duration.ofMinutes(1));
            secrets.refresh();
            endpoints.named("mine");
            endpoints.named("mine");
            assertThat(connectedWith).containsExactly("former", "rotated");
            assertThat(extension.calls()).isEqualTo(2);
        }
    }

    @Test
    void the_same_key_connects_nothing_anew() {
        try (MisbehavingServer extension = new MisbehavingServer(secret("same"))) {
            CachedSecrets secrets = secrets(extension);
            endpoints.named("mine");
            pass(Duration.ofMinutes(5));
            secrets.refresh();
            endpoints.named("mine");
            assertThat(connectedWith).containsExactly("same");
            assertThat(extension.calls()).isEqualTo(2);
        }
    }

    @Test
    void the_known_keys_are_used_while_the_secret_can_not_be_read() {
        try (MisbehavingServer extension =
                new MisbehavingServer(secret("known"), Reply.status(500), secret("rotated"))) {
            CachedSecrets secrets = secrets(extension);
            endpoints.named("mine");
            pass(Duration.ofMinutes(5));
            secrets.refresh();
            secrets.refresh();
            assertThat(keys.named("MINE_KEY")).isEqualTo("known");
            assertThat(extension.calls()).isEqualTo(2);

            pass(Duration.ofMinutes(5));
            secrets.refresh();
            assertThat(keys.named("MINE_KEY")).isEqualTo("rotated");
        }
    }

    @Test
    void after_a_snapshot_the_secret_is_read_again() {
        try (MisbehavingServer extension = new MisbehavingServer(secret("former"), secret("rotated"))) {
            CachedSecrets secrets = secrets(extension);
            endpoints.named("mine");
            secrets.forget();
            endpoints.named("mine");
            assertThat(connectedWith).containsExactly("former", "rotated");
        }
    }

    @Test
    void a_secret_that_can_not_be_read_at_all_is_the_failure() {
        try (MisbehavingServer extension = new MisbehavingServer(Reply.status(403))) {
            secrets(extension);
            assertThatThrownBy(() -> keys.named("MINE_KEY"))
                    .isInstanceOf(ProviderException.class)
                    .hasMessageStartingWith("The secret id can't be read: the extension answered HTTP 403");
        }
    }

    @Test
    void no_lock_is_held_while_the_secret_is_read() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        Turn slow = peer -> {
            asked.countDown();
            return secret("rotated").after(answered).play(peer);
        };
        try (MisbehavingServer extension = new MisbehavingServer(secret("former"), slow)) {
            CachedSecrets secrets = secrets(extension);
            endpoints.named("mine");
            pass(Duration.ofMinutes(5));
            CompletableFuture<Void> refreshing =
                    CompletableFuture.runAsync(secrets::refresh, task -> new Thread(task, "refreshes").start());
            assertThat(asked.await(LONG_SECONDS, TimeUnit.SECONDS)).isTrue();

            // a call and another event meanwhile
            assertThat(CompletableFuture.supplyAsync(
                                    () -> keys.named("MINE_KEY"), task -> new Thread(task, "asks").start())
                            .get(LONG_SECONDS, TimeUnit.SECONDS))
                    .isEqualTo("former");
            CompletableFuture.runAsync(secrets::refresh, task -> new Thread(task, "refreshes too").start())
                    .get(LONG_SECONDS, TimeUnit.SECONDS);
            answered.countDown();
            refreshing.get(LONG_SECONDS, TimeUnit.SECONDS);
            assertThat(keys.named("MINE_KEY")).isEqualTo("rotated");
            assertThat(extension.calls()).isEqualTo(2);
        }
    }
}
