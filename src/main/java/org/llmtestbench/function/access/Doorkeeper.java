package org.llmtestbench.function.access;

import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;
import org.llmtestbench.function.Caller;
import org.llmtestbench.function.Refused;
import org.llmtestbench.function.Request;
import org.llmtestbench.provider.Failure;

/** Knows who may ask. */
public class Doorkeeper {
    private final Doors doors;
    private final Supplier<Access> access;
    private Door door;

    Doorkeeper(Doors doors, Supplier<Access> access) {
        this.doors = doors;
        this.access = access;
    }

    /**
     * To be asked before anything listens. Fails with {@link Failure#CONFIGURATION} when the configuration can't be used,
     * or when nothing would keep strangers out.
     *
     * @param host what is to be bound: an address or a name
     */
    public void requireSafe(String host) {
        if (!door().isGuarded() && !Loopback.contains(host)) {
            throw Failure.CONFIGURATION
                    .because("Nothing says who may ask, so only 127.0.0.1 can be bound, not " + host
                            + ": whoever reaches it would spend your money.")
                    .hint("Set LLM_TEST_BENCH_TOKENS_FILE or LLM_TEST_BENCH_TOKENS (one token a line), or oidc_issuer"
                            + " and oidc_audience, or auth = \"platform\" where somebody in front authenticates.");
        }
    }

    /** Who asks; fails with {@link Refused} (401, 403, or 503 where that can't be found out). Does not block. */
    public Uni<Caller> admit(Request request) {
        return Uni.createFrom().deferred(() -> door().admit(request));
    }

    private synchronized Door door() {
        if (door == null) {
            door = doors.of(access.get());
        }
        return door;
    }
}
