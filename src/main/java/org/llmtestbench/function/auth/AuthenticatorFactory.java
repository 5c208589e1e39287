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
 * Builds the door that the configuration asks for.
 *
 * @param worker for what blocks
 * @param documents gets those of an issuer, with the authorities in a file or, if that is null, with those of the JVM
 */
record AuthenticatorFactory(
        Executor worker, LongSupplier nanoTime, Clock clock, Function<Path, OidcKeySet.Documents> documents) {
    /** How to make a token, and the alternatives. */
    static final String WAYS_TO_AUTHENTICATE =
            "Make a token with openssl rand -hex 32 and set LLM_TEST_BENCH_TOKENS to it,"
                    + " or LLM_TEST_BENCH_TOKENS_FILE to a file with one token a line. Or set oidc_issuer and oidc_audience; or auth ="
                    + " \"platform\" where a front end authenticates callers; or auth = \"none\" to serve this machine only. --offline"
                    + " needs none of them.";

    private static final String TOKENS = "Set LLM_TEST_BENCH_TOKENS_FILE, or LLM_TEST_BENCH_TOKENS.";

    /**
     * Fails with {@link Failure#CONFIGURATION} when something that it needs is missing or can't be used.
     *
     * @param offline whether a simulator answers for all providers: then no caller can spend money
     */
    Authenticator of(AuthConfig access, boolean offline) {
        if (!access.isSet() && !offline) {
            throw refusal(
                    "Nothing says how callers are authenticated: any program that reaches this one would spend your money.",
                    WAYS_TO_AUTHENTICATE);
        }
        String auth = access.auth() != null ? access.auth() : suggested(access);
        return switch (auth) {
            case "tokens" -> tokens(access);
            case "oidc" -> oidc(access);
            case "platform" -> unguarded("platform", access, new PlatformAuthenticator());
            default -> unguarded("none", access, new LoopbackAuthenticator());
        };
    }

    private static String suggested(AuthConfig access) {
        boolean oidc = access.oidcIssuer() != null || access.oidcAudience() != null;
        return access.hasTokens() ? "tokens" : oidc ? "oidc" : "";
    }

    private Authenticator tokens(AuthConfig access) {
        if (!access.hasTokens()) {
            throw refusal("auth is \"tokens\", but there are none.", TOKENS);
        }
        if (access.tokens() != null && access.tokensFile() != null) {
            throw refusal(
                    "LLM_TEST_BENCH_TOKENS and tokens_file are both set, and only one of them can hold.",
                    "Put all tokens into the file.");
        }
        if (access.tokens() != null) {
            TokenRegistry tokens = TokenRegistry.of(access.tokens(), "LLM_TEST_BENCH_TOKENS");
            return new TokenAuthenticator(() -> Uni.createFrom().item(tokens));
        }
        TokenFile file = new TokenFile(access.tokensFile(), worker, nanoTime);
        file.read();
        return new TokenAuthenticator(file::current);
    }

    private Authenticator oidc(AuthConfig access) {
        if (access.oidcIssuer() == null) {
            throw refusal("Nobody is named whose tokens to take by OIDC.", "Set oidc_issuer and oidc_audience.");
        }
        if (!OidcKeySet.isSafe(access.oidcIssuer())) {
            throw refusal(
                    "oidc_issuer does not begin with https: anybody on the way could make tokens.",
                    "Write its address as it stands in its tokens, such as https://accounts.example.com.");
        }
        if (access.oidcAudience() == null) {
            throw refusal(
                    "oidc_issuer is set, but oidc_audience is not: tokens meant for others would be taken too.",
                    "Set oidc_audience to what the issuer writes into the tokens for this function.");
        }
        try {
            OidcKeySet.Documents ofIssuer = documents.apply(access.oidcCaFile());
            return new OidcAuthenticator(
                    new OidcKeySet(access.oidcIssuer(), ofIssuer, worker, nanoTime), access.oidcAudience(), clock);
        } catch (InvalidSettingException e) {
            throw refusal(e.getMessage(), "Name a PEM file with certificates: oidc_ca_file.");
        }
    }

    /** Fails when there are tokens or an issuer, which would be ignored. */
    private static Authenticator unguarded(String auth, AuthConfig access, Authenticator authenticator) {
        if (access.hasTokens() || access.oidcIssuer() != null) {
            throw refusal(
                    "auth is \"" + auth + "\", so nobody would be asked for a token, but "
                            + (access.hasTokens() ? "tokens are" : "oidc_issuer is") + " set too.",
                    "Remove one of them.");
        }
        return authenticator;
    }

    private static ProviderException refusal(String what, String hint) {
        return Failure.CONFIGURATION.because(what).hint(hint);
    }
}
