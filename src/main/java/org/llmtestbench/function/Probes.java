package org.llmtestbench.function;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The three questions that platforms ask. */
@Singleton
class Probes {
    @Produces
    @Singleton
    Probe live() {
        return new Probe("/q/health/live", "process", () -> true);
    }

    /** Down before it is warm, and as soon as it is told to end. */
    @Produces
    @Singleton
    Probe ready(Lifespan lifespan) {
        return new Probe("/q/health/ready", "takes requests", lifespan::isReady);
    }

    @Produces
    @Singleton
    Probe started(Lifespan lifespan) {
        return new Probe("/q/health/started", "warmed up", lifespan::hasStarted);
    }
}
