package org.llmtestbench.lambda;

import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/** Where AWS's own client makes the snapshot, it tells those who registered. */
final class SnapStartResource implements Resource {
    /** It keeps no hard reference itself. */
    private static SnapStartResource registered;

    private SnapStartResource() {}

    static void register() {
        registered = new SnapStartResource();
        Core.getGlobalContext().register(registered);
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        LambdaHandler.instance().snapshot().before();
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
        LambdaHandler.instance().snapshot().after();
    }
}
