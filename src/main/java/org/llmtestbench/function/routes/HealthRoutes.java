package org.llmtestbench.function.routes;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.llmtestbench.function.ShutdownCoordinator;

/** The health probes for liveness, readiness and start-up. */
@Singleton
class HealthRoutes {
    @Produces
    @Singleton
    HealthRoute live() {
        return new HealthRoute("/q/health/live", "process", () -> true);
    }

    /** Down before the warm-up is complete, and during shutdown. */
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
