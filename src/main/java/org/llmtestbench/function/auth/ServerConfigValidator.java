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

/** Says what is wrong with the settings of the function, without starting it. */
@Singleton
class ServerConfigValidator implements TopLevelValidator {
    @Override
    public void inspect(SettingsReader from, SettingsReader foreign, Consumer<ProviderException> problems) {
        ServerConfig config = ServerConfig.of(from, foreign);
        OtlpConfig.address(from);
        List<ProviderException> ofAccess = new ArrayList<>();
        AuthConfig access = AuthConfig.of(from.collecting(ofAccess::add));
        ofAccess.forEach(problems);
        // the command line needs no authentication, so only one that is set can be wrong
        boolean isServer = access.isSet() || !Loopback.contains(config.host());
        if (ofAccess.isEmpty() && isServer) {
            try {
                AuthenticatorFactory authenticators =
                        new AuthenticatorFactory(Runnable::run, System::nanoTime, Clock.systemUTC(), caFile -> {
                            DocumentClient.requireCertificates("oidc_ca_file", caFile);
                            return address -> "";
                        });
                new AuthenticationGate(authenticators, () -> access).requireSafe(config.host(), false);
            } catch (ProviderException unsafe) {
                problems.accept(unsafe);
            }
        }
    }
}
