package org.llmtestbench.function.auth;

import java.nio.file.Path;
import java.util.List;
import org.llmtestbench.provider.SettingsReader;
import org.llmtestbench.provider.TopLevelKeys;

/**
 * What the configuration says of who may ask.
 *
 * @param auth {@code tokens}, {@code oidc}, {@code platform} or {@code none}; null for what the others suggest
 * @param tokens one a line; null when they are not set
 * @param tokensFile the file with the tokens; null for none
 * @param oidcIssuer who makes tokens elsewhere; null for nobody
 * @param oidcAudience how that issuer calls us; null when it is not set
 * @param oidcCaFile certificate authorities of that issuer besides those of the JVM; null for none
 */
record AuthConfig(
        String auth, String tokens, Path tokensFile, String oidcIssuer, String oidcAudience, Path oidcCaFile) {
    static AuthConfig of(SettingsReader from) {
        return new AuthConfig(
                TopLevelKeys.word(from, "auth", List.of("tokens", "oidc", "platform", "none")),
                TopLevelKeys.secret(from, TopLevelKeys.TOKENS),
                from.path("tokens_file"),
                from.text("oidc_issuer", null),
                from.text("oidc_audience", null),
                from.path("oidc_ca_file"));
    }

    /** Whether anything is said of how callers are authenticated. */
    boolean isSet() {
        return auth != null || hasTokens() || oidcIssuer != null || oidcAudience != null;
    }

    boolean hasTokens() {
        return tokens != null || tokensFile != null;
    }

    /** Without the tokens. */
    @Override
    public String toString() {
        return "Access[" + auth + "]";
    }
}
