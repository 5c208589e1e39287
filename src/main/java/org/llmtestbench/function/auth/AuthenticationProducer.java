package org.llmtestbench.function.auth;

import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import org.llmtestbench.provider.SettingsLoader;
import org.llmtestbench.provider.client.DocumentClients;

/** Provides the authentication as a CDI bean; the settings are read at the first use. */
@Singleton
class AuthenticationProducer {
    @Produces
    @Singleton
    AuthenticationGate authenticationGate(SettingsLoader settings, DocumentClients documents) {
        AuthenticatorFactory authenticators = new AuthenticatorFactory(
                Infrastructure.getDefaultWorkerPool(),
                System::nanoTime,
                Clock.systemUTC(),
                caFile -> documents.trusting("oidc_ca_file", caFile)::get);
        return new AuthenticationGate(authenticators, () -> AuthConfig.of(settings.root(Map.of())));
    }
}
