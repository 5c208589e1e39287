package org.llmtestbench.function.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.llmtestbench.function.auth.Asked.OTHER_TOKEN;
import static org.llmtestbench.function.auth.Asked.TOKEN;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtestbench.function.HttpProblemException;
import org.llmtestbench.function.Principal;

class TokenFileTest {
    @TempDir
    Path folder;

    private final AtomicInteger reads = new AtomicInteger();
    private long nanos;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("tokens"), text);
    }

    private Authenticator authenticator(Path file) {
        AuthenticatorFactory authenticators = new AuthenticatorFactory(
                read -> {
                    reads.incrementAndGet();
                    read.run();
                },
                () -> nanos,
                Clock.systemUTC(),
                caFile -> address -> "");
        return authenticators.of(new AuthConfig(null, null, file, null, null, null), false);
    }

    private int status(Authenticator authenticator, String token) {
        HttpProblemException refused = Asked.refusal(authenticator.authenticate(Asked.by(token)));
        return refused == null ? 200 : refused.problem().status();
    }

    private void advance(Duration time) {
        nanos += time.toNanos();
    }

    @Test
    void a_replaced_file_is_used_after_one_second_and_read_once() throws IOException {
        Path file = file("# planted\n" + TOKEN + "\n");
        Authenticator authenticator = authenticator(file);
        for (int i = 0; i < 100; i++) {
            assertThat(status(authenticator, TOKEN)).isEqualTo(200);
        }
        file(OTHER_TOKEN);
        assertThat(status(authenticator, OTHER_TOKEN)).isEqualTo(401);
        assertThat(reads).hasValue(1);
        advance(Duration.ofMillis(1001));
        assertThat(status(authenticator, TOKEN)).isEqualTo(401);
        assertThat(status(authenticator, OTHER_TOKEN)).isEqualTo(200);
        assertThat(reads).hasValue(2);
    }

    @Test
    void a_mounted_secret_is_replaced_by_changing_a_link() throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("..one")).resolve("tokens"), TOKEN);
        Files.writeString(Files.createDirectories(folder.resolve("..two")).resolve("tokens"), OTHER_TOKEN);
        Path data = Files.createSymbolicLink(folder.resolve("..data"), Path.of("..one"));
        Authenticator authenticator =
                authenticator(Files.createSymbolicLink(folder.resolve("tokens"), Path.of("..data", "tokens")));
        assertThat(status(authenticator, TOKEN)).isEqualTo(200);
        Path next = Files.createSymbolicLink(folder.resolve("..next"), Path.of("..two"));
        Files.move(next, data, StandardCopyOption.ATOMIC_MOVE);
        advance(Duration.ofSeconds(2));
        assertThat(status(authenticator, TOKEN)).isEqualTo(401);
        assertThat(status(authenticator, OTHER_TOKEN)).isEqualTo(200);
    }

    @Test
    void an_invalid_file_refuses_all_requests_until_it_is_valid_again() throws IOException {
        Path file = file(TOKEN);
        Authenticator authenticator = authenticator(file);
        for (String invalid : new String[] {"", "planted-short", "# " + TOKEN}) {
            advance(Duration.ofSeconds(2));
            file(invalid);
            HttpProblemException refused = Asked.refusal(authenticator.authenticate(Asked.by(TOKEN)));
            assertThat(Asked.text(refused))
                    .isEqualTo(
                            "503 The tokens file can't be used at the moment.\n" + "The server's log has the reason.");
            assertThat(refused.headers()).containsEntry("retry-after", "1");
        }
        Files.delete(file);
        advance(Duration.ofSeconds(2));
        assertThat(status(authenticator, TOKEN)).isEqualTo(503);
        file(TOKEN);
        advance(Duration.ofSeconds(2));
        assertThat(status(authenticator, TOKEN)).isEqualTo(200);
    }

    @Test
    void an_unusable_file_prevents_the_start() throws IOException {
        Path file = folder.resolve("tokens");
        assertThatThrownBy(() -> authenticator(file)).hasMessage("The tokens file " + file + " does not exist.");
        assertThatThrownBy(() -> authenticator(folder)).hasMessage("The tokens file " + folder + " is a directory.");
        file("\n\n");
        assertThatThrownBy(() -> authenticator(file)).hasMessage("The tokens file " + file + " contains no token.");
        file("\n# the robot's\nplanted-short\n");
        assertThatThrownBy(() -> authenticator(file))
                .hasMessage("The tokens file " + file + ", line 3: the token has fewer than 16 characters.");
    }

    @Test
    void a_caller_waits_for_the_read_without_blocking_a_thread() throws IOException {
        CompletableFuture<Runnable> read = new CompletableFuture<>();
        AuthenticatorFactory authenticators =
                new AuthenticatorFactory(read::complete, () -> nanos, Clock.systemUTC(), caFile -> address -> "");
        Authenticator authenticator =
                authenticators.of(new AuthConfig(null, null, file(TOKEN), null, null, null), false);
        CompletableFuture<Principal> waiting =
                authenticator.authenticate(Asked.by(TOKEN)).subscribe().asCompletionStage();
        assertThat(waiting).isNotDone();
        read.join().run();
        assertThat(waiting).isCompleted();
    }
}
