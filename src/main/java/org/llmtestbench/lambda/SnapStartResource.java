package org.llmtestbench.lambda;

import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/** Receives the snapshot events of AWS's own runtime client (CRaC). */
final class SnapStartResource implements Resource {
    /** A strong reference, because the CRaC context keeps only a weak one. */
    private static SnapStartResource registered;

    private SnapStartResource() {}

    static void register() {
        registered = new SnapStartResource();
        Core.getGlobalContext().register(registered);
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        LambdaHandler.instance().priming().before();
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
        LambdaHandler.instance().priming().after();
    }
}
