package org.llmtestbench.function.access;

import io.smallrye.mutiny.Uni;
import org.llmtestbench.function.Caller;
import org.llmtestbench.function.Refused;
import org.llmtestbench.function.Request;

/** One way of finding out who asks. */
sealed interface Door permits LoopbackDoor, OidcDoor, PlatformDoor, TokenDoor {
    /** Who asks; fails with {@link Refused} when they may not, or when that can't be found out. Does not block. */
    Uni<Caller> admit(Request request);

    /** Whether it keeps strangers out wherever the port can be reached from. */
    default boolean isGuarded() {
        return true;
    }
}
