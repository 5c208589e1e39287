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
    HealthRoute ready(ShutdownCoordinator lifespan) {
        return new HealthRoute("/q/health/ready", "takes requests", lifespan::isReady);
    }

    @Produces
    @Singleton
    HealthRoute started(ShutdownCoordinator lifespan) {
        return new HealthRoute("/q/health/started", "warmed up", lifespan::hasStarted);
    }
}
