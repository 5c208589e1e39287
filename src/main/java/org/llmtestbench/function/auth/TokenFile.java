package org.llmtestbench.function.auth;

import io.smallrye.mutiny.Uni;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.llmtestbench.config.TextFileReader;
import org.llmtestbench.function.HttpProblemException;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;

/** The tokens in a file that can be replaced at any time. A new file is used after one second at most. */
final class TokenFile {
    private static final Logger LOG = Logger.getLogger(TokenFile.class);

    /** The file is read again after this time. Its time stamp is no reliable sign that it is unchanged. */
    private static final Duration MAX_AGE = Duration.ofSeconds(1);

    private final Path file;
    private final RefreshingCache<TokenRegistry> tokens;
    private String lastProblem = "";

    TokenFile(Path file, Executor worker, LongSupplier nanoTime) {
        this.file = file;
        this.tokens = new RefreshingCache<>(this::read, MAX_AGE, worker, nanoTime);
    }

    /**
     * Reads the file; fails with {@link Failure#CONFIGURATION} if it can't be read or contains an invalid token or
     * none.
     */
    TokenRegistry read() {
        String name = "The tokens file " + file;
        return TokenRegistry.of(
                TextFileReader.read(
                        file.toString(),
                        why -> Failure.CONFIGURATION
                                .because(name + " " + why)
                                .hint("The setting tokens_file (LLM_TEST_BENCH_TOKENS_FILE) names this file.")),
                name);
    }

    /** The current tokens; fails with {@link HttpProblemException} (503) if the file is unusable. Does not block. */
    Uni<TokenRegistry> current() {
        return tokens.within(MAX_AGE)
                .invoke(registry -> log(""))
                .onFailure(ProviderException.class)
                .transform(e -> {
                    log(e.getMessage());
                    return HttpProblemException.with(
                                    503, "Tokens unknown", "The tokens file can't be used at the moment.", null)
                            .hint("The server's log has the reason.")
                            .header("retry-after", "1");
                });
    }

    /** Logs each problem once, not for every request. */
    private synchronized void log(String problem) {
        if (!lastProblem.equals(problem) && !problem.isEmpty()) {
            LOG.error(problem + " All requests are refused until the file is valid.");
        }
        lastProblem = problem;
    }
}
