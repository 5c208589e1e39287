package org.llmtestbench.provider.client;

import io.smallrye.mutiny.Uni;
import java.util.function.Consumer;
import java.util.function.Function;
import org.llmtestbench.provider.ProviderException.Wait;
import org.llmtestbench.provider.ProviderSettings.Limits;
import org.llmtestbench.provider.client.EndpointLimiter.Permit;

/**
 * The way to an endpoint for the calls of one set of settings.
 *
 * @param limits of these calls
 * @param endpoint counts all calls to the endpoint
 */
record CallLimiter(Limits limits, EndpointLimiter endpoint) {
    /** Whether it matters how many tokens a call has. */
    boolean limitsTokens() {
        return limits.tokensPerMinute() != RateLimiter.NONE;
    }

    /** Whether a call that comes now has to wait until another one ends. */
    boolean isFull() {
        return endpoint.isFull(limits);
    }

    /** Corrects what was expected of a call by what it really had. */
    void reconcile(long expected, long real) {
        endpoint.reconcile(limits, expected, real);
    }

    /** Makes the call as soon as the limits allow it, as {@link EndpointLimiter#pass} does. */
    <T> Uni<T> pass(long expected, Deadline deadline, Consumer<Wait> onWait, Function<Permit, Uni<T>> call) {
        return endpoint.pass(limits, expected, deadline, onWait, call);
    }
}
