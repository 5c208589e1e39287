package org.llmtestbench.function.auth;

import java.nio.file.Path;
import java.util.List;
import org.llmtestbench.provider.SettingsReader;
import org.llmtestbench.provider.TopLevelKeys;

/**
 * The settings for authentication.
 *
 * @param auth {@code tokens}, {@code oidc}, {@code platform} or {@code none}; null to derive it from the other settings
 * @param tokens one token per line; null if not set
 * @param tokensFile the file with the tokens; null if not set
 * @param oidcIssuer the URL of the OpenID Connect issuer; null if not set
 * @param oidcAudience the expected audience of the tokens; null if not set
 * @param oidcCaFile additional certificate authorities for the issuer, in PEM; null if not set
 */
record AuthConfig(
        String auth, String tokens, Path tokensFile, String oidcIssuer, String oidcAudience, Path oidcCaFile) {
    static AuthConfig of(SettingsReader root) {
        return new AuthConfig(
                TopLevelKeys.oneOf(root, "auth", List.of("tokens", "oidc", "platform", "none")),
                TopLevelKeys.secret(root, TopLevelKeys.TOKENS),
                root.path("tokens_file"),
                root.text("oidc_issuer", null),
                root.text("oidc_audience", null),
                root.path("oidc_ca_file"));
    }

    /** Whether any kind of authentication is configured. */
    boolean isSet() {
        return auth != null || hasTokens() || oidcIssuer != null || oidcAudience != null;
    }

    boolean hasTokens() {
        return tokens != null || tokensFile != null;
    }

    /** Does not contain the tokens. */
    @Override
    public String toString() {
        return "Access[" + auth + "]";
    }
}
