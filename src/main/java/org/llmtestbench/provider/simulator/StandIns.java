package org.llmtestbench.provider.simulator;

import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import org.llmtestbench.provider.ProviderSettings;

/** Starts simulators in the place of providers. */
@Singleton
public class StandIns {
    private final Vertx vertx;

    StandIns(Vertx vertx) {
        this.vertx = vertx;
    }

    /** One for this endpoint, over TLS where the endpoint is: a first handshake takes longer than all the rest. */
    public Offline of(ProviderSettings endpoint) {
        try {
            return endpoint.usesTls() ? Offline.startOverTls(vertx) : Offline.start(vertx);
        } catch (UncheckedIOException readOnly) {
            return Offline.start(vertx);
        }
    }
}
