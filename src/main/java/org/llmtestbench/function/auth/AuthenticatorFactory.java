package org.llmtestbench.function.auth;

import io.smallrye.mutiny.Uni;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.InvalidSettingException;
import org.llmtestbench.provider.ProviderException;

/**
 * Creates the configured {@link Authenticator}.
 *
 * @param worker runs blocking work
 * @param documents creates the HTTP client for the documents of an issuer; its argument is a PEM file with additional
 *     certificate authorities, or null
 */
record AuthenticatorFactory(
        Executor worker, LongSupplier nanoTime, Clock clock, Function<Path, OidcKeySet.Documents> documents) {
    /** The hint that lists all kinds of authentication. */
    static final String WAYS_TO_AUTHENTICATE =
            "Create a token with openssl rand -hex 32 and set LLM_TEST_BENCH_TOKENS to it,"
                    + " or set LLM_TEST_BENCH_TOKENS_FILE to a file with one token per line. Or set oidc_issuer and"
                    + " oidc_audience, or auth = \"platform\" if a front end authenticates callers, or auth = \"none\""
                    + " to serve only this machine. With --offline, no authentication is required.";

    private static final String SET_TOKENS = "Set LLM_TEST_BENCH_TOKENS_FILE, or LLM_TEST_BENCH_TOKENS.";

    /**
     * The authenticator for these settings; fails with {@link Failure#CONFIGURATION} if they are incomplete or invalid.
     *
     * @param offline whether a simulator replaces all providers, so that no caller can spend money
     */
    Authenticator of(AuthConfig config, boolean offline) {
        if (!config.isSet() && !offline) {
            throw invalid(
                    "No authentication is configured, so any program that can connect could spend your money.",
                    WAYS_TO_AUTHENTICATE);
        }
        String auth = config.auth() != null ? config.auth() : derived(config);
        return switch (auth) {
            case "tokens" -> tokens(config);
            case "oidc" -> oidc(config);
            case "platform" -> unguarded("platform", config, new PlatformAuthenticator());
            default -> unguarded("none", config, new LoopbackAuthenticator());
        };
    }

    private static String derived(AuthConfig config) {
        boolean oidc = config.oidcIssuer() != null || config.oidcAudience() != null;
        return config.hasTokens() ? "tokens" : oidc ? "oidc" : "";
    }

    private Authenticator tokens(AuthConfig config) {
        if (!config.hasTokens()) {
            throw invalid("auth is \"tokens\", but no tokens are set.", SET_TOKENS);
        }
        if (config.tokens() != null && config.tokensFile() != null) {
            throw invalid(
                    "LLM_TEST_BENCH_TOKENS and tokens_file are both set, but only one of them can be used.",
                    "Put all tokens into the file.");
        }
        if (config.tokens() != null) {
            TokenRegistry tokens = TokenRegistry.of(config.tokens(), "LLM_TEST_BENCH_TOKENS");
            return new TokenAuthenticator(() -> Uni.createFrom().item(tokens));
        }
        TokenFile file = new TokenFile(config.tokensFile(), worker, nanoTime);
        file.read();
        return new TokenAuthenticator(file::current);
    }

    private Authenticator oidc(AuthConfig config) {
        if (config.oidcIssuer() == null) {
            throw invalid("OIDC needs oidc_issuer, which is not set.", "Set oidc_issuer and oidc_audience.");
        }
        if (!OidcKeySet.isSafe(config.oidcIssuer())) {
            throw invalid(
                    "oidc_issuer does not begin with https, so its keys could be replaced on the network.",
                    "Write the URL exactly as in the claim iss of the tokens, such as https://accounts.example.com.");
        }
        if (config.oidcAudience() == null) {
            throw invalid(
                    "oidc_issuer is set, but oidc_audience is not, so tokens for other services would be accepted.",
                    "Set oidc_audience to the claim aud of the tokens for this server.");
        }
        try {
            OidcKeySet.Documents issuerDocuments = documents.apply(config.oidcCaFile());
            return new OidcAuthenticator(
                    new OidcKeySet(config.oidcIssuer(), issuerDocuments, worker, nanoTime),
                    config.oidcAudience(),
                    clock);
        } catch (InvalidSettingException e) {
            throw invalid(e.getMessage(), "Set oidc_ca_file to a PEM file with certificates.");
        }
    }

    /** Fails if tokens or an issuer are set too, because they would be ignored. */
    private static Authenticator unguarded(String auth, AuthConfig config, Authenticator authenticator) {
        if (config.hasTokens() || config.oidcIssuer() != null) {
            throw invalid(
                    "auth is \"" + auth + "\", so no token would be checked, but "
                            + (config.hasTokens() ? "tokens are" : "oidc_issuer is") + " set too.",
                    "Remove one of them.");
        }
        return authenticator;
    }

    private static ProviderException invalid(String message, String hint) {
        return Failure.CONFIGURATION.because(message).hint(hint);
    }
}
