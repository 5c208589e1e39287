package org.llmtestbench.function.lambda;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Map;
import org.llmtestbench.bench.Rehearsal;
import org.llmtestbench.bench.Target;

/** What happens around the snapshot that SnapStart makes of the process and starts others from. */
@Singleton
class Snapshot {
    private static final String ANYWHERE = "https://127.0.0.1:1/v1";

    private final Rehearsal rehearsal;
    private final Invocations invocations;
    private final Secrets secrets;

    Snapshot(Rehearsal rehearsal, Invocations invocations, Secrets secrets) {
        this.rehearsal = rehearsal;
        this.invocations = invocations;
        this.secrets = secrets;
    }

    static boolean isMade() {
        return "snap-start".equals(System.getenv("AWS_LAMBDA_INITIALIZATION_TYPE"));
    }

    /** Makes calls of every kind to the simulator, so that what they load is in the snapshot, and keeps nothing else. */
    void before() {
        for (String dialect : new String[] {"openai", "anthropic"}) {
            Map<String, String> flags = Map.of("dialect", dialect, "base_url", ANYWHERE);
            rehearsal.of(new Target("simulator", null, true), true, flags);
            rehearsal.of(new Target("simulator", null, true), false, flags);
        }
        secrets.forget();
    }

    /** Begins anew. */
    void after() {
        secrets.forget();
    }

    /** Where a snapshot is made, returns in each process that begins with it. */
    void taken(RuntimeApi runtime) throws IOException {
        if (!isMade()) {
            return;
        }
        try {
            before();
        } catch (RuntimeException | Error broken) {
            runtime.failToStart(broken);
            throw broken;
        }
        runtime.awaitRestore();
        try {
            after();
        } catch (RuntimeException | Error broken) {
            runtime.failToRestore(broken);
            throw broken;
        }
    }
}
