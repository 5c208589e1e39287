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

    private Authenticator door(Path file) {
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

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    @Test
    void a_replaced_file_holds_a_second_later_however_many_ask() throws IOException {
        Path file = file("# planted\n" + TOKEN + "\n");
        Authenticator authenticator = door(file);
        for (int i = 0; i < 100; i++) {
            assertThat(status(authenticator, TOKEN)).isEqualTo(200);
        }
        file(OTHER_TOKEN);
        assertThat(status(authenticator, OTHER_TOKEN)).isEqualTo(401);
        assertThat(reads).hasValue(1);
        pass(Duration.ofMillis(1001));
        assertThat(status(authenticator, TOKEN)).isEqualTo(401);
        assertThat(status(authenticator, OTHER_TOKEN)).isEqualTo(200);
        assertThat(reads).hasValue(2);
    }

    @Test
    void a_mounted_secret_is_replaced_by_another_link() throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("..one")).resolve("tokens"), TOKEN);
        Files.writeString(Files.createDirectories(folder.resolve("..two")).resolve("tokens"), OTHER_TOKEN);
        Path data = Files.createSymbolicLink(folder.resolve("..data"), Path.of("..one"));
        Authenticator authenticator =
                door(Files.createSymbolicLink(folder.resolve("tokens"), Path.of("..data", "tokens")));
        assertThat(status(authenticator, TOKEN)).isEqualTo(200);
        Path next = Files.createSymbolicLink(folder.resolve("..next"), Path.of("..two"));
        Files.move(next, data, StandardCopyOption.ATOMIC_MOVE);
        pass(Duration.ofSeconds(2));
        assertThat(status(authenticator, TOKEN)).isEqualTo(401);
        assertThat(status(authenticator, OTHER_TOKEN)).isEqualTo(200);
    }

    @Test
    void nobody_is_let_in_by_a_file_that_broke_until_it_is_mended() throws IOException {
        Path file = file(TOKEN);
        Authenticator authenticator = door(file);
        for (String broken : new String[] {"", "planted-short", "# " + TOKEN}) {
            pass(Duration.ofSeconds(2));
            file(broken);
            HttpProblemException refused = Asked.refusal(authenticator.authenticate(Asked.by(TOKEN)));
            assertThat(Asked.told(refused))
                    .isEqualTo("503 The list of tokens can't be read at the moment.\n"
                            + "The log says why, to whoever runs this.");
            assertThat(refused.headers()).containsEntry("retry-after", "1");
        }
        Files.delete(file);
        pass(Duration.ofSeconds(2));
        assertThat(status(authenticator, TOKEN)).isEqualTo(503);
        file(TOKEN);
        pass(Duration.ofSeconds(2));
        assertThat(status(authenticator, TOKEN)).isEqualTo(200);
    }

    @Test
    void a_file_that_can_not_be_used_ends_the_start() throws IOException {
        Path file = folder.resolve("tokens");
        assertThatThrownBy(() -> door(file)).hasMessage("The tokens file " + file + " does not exist.");
        assertThatThrownBy(() -> door(folder)).hasMessage("The tokens file " + folder + " is a directory.");
        file("\n\n");
        assertThatThrownBy(() -> door(file)).hasMessage("The tokens file " + file + " holds no token.");
        file("\n# the robot's\nplanted-short\n");
        assertThatThrownBy(() -> door(file))
                .hasMessage("The tokens file " + file + ", line 3: the token has less than 16 characters.");
    }

    @Test
    void whoever_asks_while_the_file_is_read_waits_without_a_thread() throws IOException {
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
