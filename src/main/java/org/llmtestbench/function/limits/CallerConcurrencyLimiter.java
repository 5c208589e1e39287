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

/** Counts what each caller has under way, up to the last byte of each answer. */
public final class CallerConcurrencyLimiter {
    private final int most;
    private final Map<Principal, Integer> inFlight = new ConcurrentHashMap<>();

    /** @param most for one caller at a time; 0 for any number */
    CallerConcurrencyLimiter(int most) {
        this.most = most;
    }

    /** One of a caller's places, to be left once; more often does no harm. */
    final class Place {
        private final Principal principal;
        private final AtomicBoolean left = new AtomicBoolean();

        private Place(Principal principal) {
            this.principal = principal;
        }

        void leave() {
            if (left.compareAndSet(false, true)) {
                inFlight.computeIfPresent(principal, (same, places) -> places == 1 ? null : places - 1);
            }
        }
    }

    /** Takes a place; fails with {@link HttpProblemException} (429) when the caller has all it may have. */
    Place enter(Principal principal) {
        inFlight.compute(principal, (same, places) -> {
            if (most > 0 && places != null && places >= most) {
                throw full();
            }
            return places == null ? 1 : places + 1;
        });
        return new Place(principal);
    }

    private HttpProblemException full() {
        return HttpProblemException.with(
                        429,
                        "Too many at once",
                        "You have " + most + " requests under way, and a caller may have no more"
                                + " (max_concurrent_per_caller).",
                        Failure.RATE_LIMITED)
                .hint("Wait for one of them to end.")
                .header("retry-after", "1");
    }

    /**
     * Holds a place until the answer is made, and, when it is a stream, until that ends; in any case not longer than the
     * request lives, for the answer may be dropped on its way to a connection that is just being closed.
     */
    public Uni<Response> through(Principal principal, RequestLifetime lifetime, Supplier<Uni<Response>> answer) {
        return Uni.createFrom().deferred(() -> {
            Place place = enter(principal);
            lifetime.atEnd(place::leave);
            return Uni.createFrom()
                    .deferred(answer::get)
                    .map(response -> held(response, place))
                    .onFailure()
                    .invoke(place::leave)
                    .onCancellation()
                    .invoke(place::leave);
        });
    }

    private static Response held(Response response, Place place) {
        if (response instanceof Response.Streamed stream) {
            return new Response.Streamed(
                    stream.status(),
                    stream.headers(),
                    stream.chunks().onTermination().invoke(place::leave));
        }
        place.leave();
        return response;
    }
}
