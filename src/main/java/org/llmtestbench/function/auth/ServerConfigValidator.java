package org.llmtestbench.function.auth;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.llmtestbench.function.ServerConfig;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.provider.SettingsReader;
import org.llmtestbench.provider.TopLevelValidator;
import org.llmtestbench.provider.client.DocumentClient;
import org.llmtestbench.telemetry.OtlpConfig;

/** Checks the settings of the server without starting it. */
@Singleton
class ServerConfigValidator implements TopLevelValidator {
    @Override
    public void validate(SettingsReader root, SettingsReader environment, Consumer<ProviderException> problems) {
        ServerConfig config = ServerConfig.of(root, environment);
        OtlpConfig.address(root);
        List<ProviderException> authProblems = new ArrayList<>();
        AuthConfig auth = AuthConfig.of(root.collecting(authProblems::add));
        authProblems.forEach(problems);
        // the other commands need no authentication, so it is checked only if the settings are those of a server
        boolean isServer = auth.isSet() || !Loopback.contains(config.host());
        if (authProblems.isEmpty() && isServer) {
            try {
                AuthenticatorFactory authenticators =
                        new AuthenticatorFactory(Runnable::run, System::nanoTime, Clock.systemUTC(), caFile -> {
                            DocumentClient.requireCertificates("oidc_ca_file", caFile);
                            return address -> "";
                        });
                new AuthenticationGate(authenticators, () -> auth).requireSafe(config.host(), false);
            } catch (ProviderException unsafe) {
                problems.accept(unsafe);
            }
        }
    }
}
