package org.llmtestbench.function.access;

import io.smallrye.mutiny.Uni;
import org.llmtestbench.function.Caller;
import org.llmtestbench.function.Request;

/** Lets everybody in: somebody in front has asked already. */
record PlatformDoor() implements Door {
    private static final Caller PLATFORM = new Caller("platform");

    @Override
    public Uni<Caller> admit(Request request) {
        return Uni.createFrom().item(PLATFORM);
    }
}
