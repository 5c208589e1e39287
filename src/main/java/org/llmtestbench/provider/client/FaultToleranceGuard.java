package org.llmtestbench.provider.client;

import io.smallrye.faulttolerance.api.CustomBackoff;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.llmtestbench.provider.CompletionResponse;
import org.llmtestbench.provider.ProviderException;

/**
 * Stands around every attempt of every provider. A call says by its exception whether and when it wants another
 * attempt; the numbers here, in {@code application.properties}, are outer caps alone.
 */
@Singleton
public class FaultToleranceGuard {
    /** Makes one attempt, and another one for as long as it fails with a {@link ProviderException.Transient}. */
    // abortOn first: an exception in neither set is judged by its causes, and a permanent failure may have a transient
    // one
    @Retry(retryOn = ProviderException.Transient.class, abortOn = ProviderException.Permanent.class)
    @CustomBackoff(Backoff.class)
    @Timeout
    @Bulkhead
    public Uni<CompletionResponse> attempt(CompletionCall call) {
        return call.attempt();
    }
}
