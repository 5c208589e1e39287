package org.llmtestbench.function.limits;

import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.llmtestbench.function.HttpProblemException;
import org.llmtestbench.function.Principal;
import org.llmtestbench.function.RequestLifetime;
import org.llmtestbench.function.Response;
import org.llmtestbench.provider.Failure;

/** Limits the concurrent requests of each caller. A request counts until the last byte of its response. */
public final class CallerConcurrencyLimiter {
    private final int max;
    private final Map<Principal, Integer> inFlight = new ConcurrentHashMap<>();

    /** @param max the maximum number of concurrent requests of one caller; 0 for no limit */
    CallerConcurrencyLimiter(int max) {
        this.max = max;
    }

    /** The right to one concurrent request. Releasing it more than once has no effect. */
    final class Permit {
        private final Principal principal;
        private final AtomicBoolean released = new AtomicBoolean();

        private Permit(Principal principal) {
            this.principal = principal;
        }

        void release() {
            if (released.compareAndSet(false, true)) {
                inFlight.computeIfPresent(principal, (caller, count) -> count == 1 ? null : count - 1);
            }
        }
    }

    /** Acquires a permit; fails with {@link HttpProblemException} (429) if the caller has reached the maximum. */
    Permit acquire(Principal principal) {
        inFlight.compute(principal, (caller, count) -> {
            if (max > 0 && count != null && count >= max) {
                throw limitReached();
            }
            return count == null ? 1 : count + 1;
        });
        return new Permit(principal);
    }

    private HttpProblemException limitReached() {
        return HttpProblemException.with(
                        429,
                        "Too many requests",
                        "You have " + max + " requests in progress, which is the maximum"
                                + " (max_concurrent_per_caller).",
                        Failure.RATE_LIMITED)
                .hint("Wait until one of them is complete.")
                .header("retry-after", "1");
    }

    /**
     * Holds a permit until the response is complete, or until its stream ends. The permit is also released at the end
     * of the request, because the response may be dropped if the connection closes at the same time.
     */
    public Uni<Response> withPermit(Principal principal, RequestLifetime lifetime, Supplier<Uni<Response>> handler) {
        return Uni.createFrom().deferred(() -> {
            Permit permit = acquire(principal);
            lifetime.atEnd(permit::release);
            return Uni.createFrom()
                    .deferred(handler::get)
                    .map(response -> releasing(response, permit))
                    .onFailure()
                    .invoke(permit::release)
                    .onCancellation()
                    .invoke(permit::release);
        });
    }

    private static Response releasing(Response response, Permit permit) {
        if (response instanceof Response.Streamed stream) {
            return new Response.Streamed(
                    stream.status(),
                    stream.headers(),
                    stream.chunks().onTermination().invoke(permit::release));
        }
        permit.release();
        return response;
    }
}
