package org.llmtestbench.simulator;

import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import org.llmtestbench.provider.ProviderSettings;

/** Starts simulators that replace providers. */
@Singleton
public class SimulatorFactory {
    private final Vertx vertx;

    SimulatorFactory(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * Starts a simulator that replaces this endpoint. It uses TLS if the endpoint does, because the first TLS handshake
     * takes longer than the rest of a call. Without a writable temporary directory, it does not use TLS.
     */
    public SimulatorSession of(ProviderSettings endpoint) {
        try {
            return endpoint.usesTls() ? SimulatorSession.startOverTls(vertx) : SimulatorSession.start(vertx);
        } catch (UncheckedIOException e) {
            return SimulatorSession.start(vertx);
        }
    }
}
