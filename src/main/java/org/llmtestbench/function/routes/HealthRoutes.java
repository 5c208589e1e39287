package org.llmtestbench.function.routes;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.llmtestbench.function.ShutdownCoordinator;

/** The three questions that platforms ask. */
@Singleton
class HealthRoutes {
    @Produces
    @Singleton
    HealthRoute live() {
        return new HealthRoute("/q/health/live", "process", () -> true);
    }

    /** Down before it is warm, and as soon as it is told to end. */
    @Produces
    @Singleton
    HealthRoute ready(ShutdownCoordinator shutdown) {
        return new HealthRoute("/q/health/ready", "takes requests", shutdown::isReady);
    }

    @Produces
    @Singleton
    HealthRoute started(ShutdownCoordinator shutdown) {
        return new HealthRoute("/q/health/started", "warmed up", shutdown::hasStarted);
    }
}
