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

/** The tokens in a file that somebody may replace at any time: a request is answered by what it held a second ago. */
final class TokenFile {
    private static final Logger LOG = Logger.getLogger(TokenFile.class);

    /** Reading costs less than knowing for sure that a file did not change. */
    private static final Duration AGE = Duration.ofSeconds(1);

    private final Path file;
    private final RefreshingCache<TokenRegistry> tokens;
    private String told = "";

    TokenFile(Path file, Executor worker, LongSupplier nanoTime) {
        this.file = file;
        this.tokens = new RefreshingCache<>(this::read, AGE, worker, nanoTime);
    }

    /** Reads it; fails with {@link Failure#CONFIGURATION} when that can't be done or there is no good token in it. */
    TokenRegistry read() {
        String name = "The tokens file " + file;
        return TokenRegistry.of(
                TextFileReader.of(
                        file.toString(),
                        why -> Failure.CONFIGURATION
                                .because(name + " " + why)
                                .hint("tokens_file (LLM_TEST_BENCH_TOKENS_FILE) names it.")),
                name);
    }

    /** What it holds now; fails with {@link HttpProblemException} (503) where nobody can be let in by it. Does not block. */
    Uni<TokenRegistry> current() {
        return tokens.within(AGE)
                .invoke(readable -> tell(""))
                .onFailure(ProviderException.class)
                .transform(unusable -> {
                    tell(unusable.getMessage());
                    return HttpProblemException.with(
                                    503, "Tokens unknown", "The list of tokens can't be read at the moment.", null)
                            .hint("The log says why, to whoever runs this.")
                            .header("retry-after", "1");
                });
    }

    /** Once, however many ask. */
    private synchronized void tell(String problem) {
        if (!told.equals(problem) && !problem.isEmpty()) {
            LOG.error(problem + " Nobody is let in until it can be used.");
        }
        told = problem;
    }
}
