package org.llmtestbench.function;

import java.util.ArrayList;
import java.util.List;

/**
 * The time from the arrival of a request until no more of its response is sent. The transport must end it on every
 * path. Then all resources of the request are released, even if the response was never sent.
 */
public final class RequestLifetime {
    private List<Runnable> releases = new ArrayList<>();

    /** Runs this at the end, or now if the end has passed. It must not block and must be idempotent. */
    public void atEnd(Runnable release) {
        synchronized (this) {
            if (releases != null) {
                releases.add(release);
                return;
            }
        }
        release.run();
    }

    /** Ends the lifetime and runs all releases; further calls have no effect. */
    public void end() {
        List<Runnable> due;
        synchronized (this) {
            due = releases == null ? List.of() : releases;
            releases = null;
        }
        due.forEach(Runnable::run);
    }
}
