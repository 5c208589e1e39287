package org.llmtestbench.function;

import java.util.ArrayList;
import java.util.List;

/**
 * The time from the arrival of a request until nothing more of its answer is sent. The owner of the exchange ends it, on
 * every path; all that is held for the request is released then, even if the answer was made and nothing took it.
 */
public final class RequestLifetime {
    private List<Runnable> releases = new ArrayList<>();

    /** Runs this at the end, or now if that has passed; it must not block, and running it twice must do no harm. */
    public void atEnd(Runnable release) {
        synchronized (this) {
            if (releases != null) {
                releases.add(release);
                return;
            }
        }
        release.run();
    }

    /** The end; later calls have no effect. */
    public void end() {
        List<Runnable> due;
        synchronized (this) {
            due = releases == null ? List.of() : releases;
            releases = null;
        }
        due.forEach(Runnable::run);
    }
}
