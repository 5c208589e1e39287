package org.llmtestbench.function.access;

import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;

/**
 * Builds the door that the configuration asks for.
 *
 * @param worker for what blocks
 */
record Doors(Executor worker, LongSupplier nanoTime, Clock clock) {
    private static final String TOKENS = "Set LLM_TEST_BENCH_TOKENS_FILE, or LLM_TEST_BENCH_TOKENS.";

    /** Fails with {@link Failure#CONFIGURATION} when something that it needs is missing or can't be used. */
    Door of(Access access) {
        String auth = access.auth() != null ? access.auth() : suggested(access);
        return switch (auth) {
            case "tokens" -> tokens(access);
            case "oidc" -> oidc(access);
            case "platform" -> platform(access);
            default -> new LoopbackDoor();
        };
    }

    private static String suggested(Access access) {
        boolean oidc = access.oidcIssuer() != null || access.oidcAudience() != null;
        return access.hasTokens() ? "tokens" : oidc ? "oidc" : "";
    }

    private Door tokens(Access access) {
        if (!access.hasTokens()) {
            throw refusal("auth is \"tokens\", but there are none.", TOKENS);
        }
        if (access.tokens() != null && access.tokensFile() != null) {
            throw refusal(
                    "LLM_TEST_BENCH_TOKENS and tokens_file are both set, and only one of them can hold.",
                    "Put all tokens into the file.");
        }
        if (access.tokens() != null) {
            Tokens tokens = Tokens.of(access.tokens(), "LLM_TEST_BENCH_TOKENS");
            return new TokenDoor(() -> Uni.createFrom().item(tokens));
        }
        TokenFile file = new TokenFile(access.tokensFile(), worker, nanoTime);
        file.read();
        return new TokenDoor(file::current);
    }

    private Door oidc(Access access) {
        if (access.oidcIssuer() == null) {
            throw refusal("Nobody is named whose tokens to take by OIDC.", "Set oidc_issuer and oidc_audience.");
        }
        if (!Issuer.isSafe(access.oidcIssuer())) {
            throw refusal(
                    "oidc_issuer does not begin with https: anybody on the way could make tokens.",
                    "Write its address as it stands in its tokens, such as https://accounts.example.com.");
        }
        if (access.oidcAudience() == null) {
            throw refusal(
                    "oidc_issuer is set, but oidc_audience is not: tokens meant for others would be taken too.",
                    "Set oidc_audience to what the issuer writes into the tokens for this function.");
        }
        return new OidcDoor(new Issuer(access.oidcIssuer(), worker, nanoTime), access.oidcAudience(), clock);
    }

    private static Door platform(Access access) {
        if (access.hasTokens() || access.oidcIssuer() != null) {
            throw refusal(
                    "auth is \"platform\", so nobody would be asked for a token, but "
                            + (access.hasTokens() ? "tokens are" : "oidc_issuer is") + " set too.",
                    "Remove one of them.");
        }
        return new PlatformDoor();
    }

    private static ProviderException refusal(String what, String hint) {
        return Failure.CONFIGURATION.because(what).hint(hint);
    }
}
