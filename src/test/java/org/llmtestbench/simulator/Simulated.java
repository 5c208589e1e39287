package org.llmtestbench.simulator;

import io.vertx.core.Vertx;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Runs a simulator during the tests of one class. Its answers have four words. */
final class Simulated implements BeforeAllCallback, AfterAllCallback {
    private Vertx vertx;
    private Simulator simulator;

    @Override
    public void beforeAll(ExtensionContext context) {
        vertx = Vertx.vertx();
        simulator = Simulator.start(vertx, SimulatorConfig.instant().withTokens(4), 0);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        simulator.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    Simulator simulator() {
        return simulator;
    }
}
