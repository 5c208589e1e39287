package org.llmtestbench.simulator;

import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import org.llmtestbench.provider.ProviderSettings;

/** Starts simulators in the place of providers. */
@Singleton
public class SimulatorFactory {
    private final Vertx vertx;

    SimulatorFactory(Vertx vertx) {
        this.vertx = vertx;
    }

    /** One for this endpoint, over TLS where the endpoint is: a first handshake takes longer than all the rest. */
    public SimulatorSession of(ProviderSettings endpoint) {
        try {
            return endpoint.usesTls() ? SimulatorSession.startOverTls(vertx) : SimulatorSession.start(vertx);
        } catch (UncheckedIOException readOnly) {
            return SimulatorSession.start(vertx);
        }
    }
}
