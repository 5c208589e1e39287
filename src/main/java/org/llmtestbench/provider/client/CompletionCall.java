package org.llmtestbench.provider.client;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.llmtestbench.provider.CallListener;
import org.llmtestbench.provider.CompletionRequest;
import org.llmtestbench.provider.CompletionResponse;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.provider.client.EndpointLimiter.Permit;

/** One call with all its attempts, as many as the endpoint's own numbers allow, and its end in time. */
public final class CompletionCall {
    /** Sends the request once and fills the exchange's answer; ends when the answer is complete. */
    @FunctionalInterface
    public interface Sender {
        /** Cancelling the returned value closes the connection; what it ends with does not matter. */
        Uni<?> send(CallAttempt exchange);
    }

    private static final String OTHERS = ": other calls took all places (max_concurrent).";

    private final Endpoint endpoint;
    private final CompletionRequest request;
    private final boolean streamed;
    private final CallListener listener;
    private final Sender sender;
    private final CostEstimator costs;
    private final LongSupplier nanoTime;
    private final RetryPolicy retryPolicy;
    private final CallRecorder recorder;
    private final CancelSignal cancelSignal = new CancelSignal();

    private long start;
    private Deadline deadline = Deadline.NONE;
    private long expectedTokens;
    private boolean sentAgain;
    private boolean onNewConnection;

    /**
     * @param listener hears of it on I/O threads
     * @param warnings what is known before anything is sent
     * @param costs counts where the provider sends no counts, and knows what they cost
     * @param nanoTime a monotonic clock
     */
    public CompletionCall(
            Endpoint endpoint,
            CompletionRequest request,
            boolean streamed,
            CallListener listener,
            List<String> warnings,
            Sender sender,
            CostEstimator costs,
            LongSupplier nanoTime) {
        this.endpoint = endpoint;
        this.request = request;
        this.streamed = streamed;
        this.listener = listener;
        this.sender = sender;
        this.costs = costs;
        this.nanoTime = nanoTime;
        List<String> known = Stream.concat(costs.deprecationWarnings().stream(), warnings.stream())
                .toList();
        this.retryPolicy = new RetryPolicy(endpoint.settings());
        this.recorder = new CallRecorder(request.model(), known, costs, listener, nanoTime);
        this.start = nanoTime.getAsLong();
    }

    /** The same call, which began earlier by the same clock: preparing it takes some of its time as well. */
    CompletionCall begunAt(long nanos) {
        start = nanos;
        return this;
    }

    /** Runs it to its end: one attempt, and more where the failure allows it; none when the prompt can't fit. */
    public Uni<CompletionResponse> through(FaultToleranceGuard guard) {
        return Uni.createFrom()
                .deferred(() -> {
                    // fails when the key is missing: then there is no attempt
                    endpoint.headers();
                    deadline = new Deadline(endpoint.settings().timeouts().deadline(), nanoTime, start);
                    return deadline.over(prepared().chain(() -> guard.attempt(this)), this::expired);
                })
                .onCancellation()
                .invoke(this::abandon)
                .onFailure()
                .transform(this::mapOuterFailure);
    }

    private void abandon() {
        recorder.abandon();
        cancelSignal.now();
    }

    private Uni<?> prepared() {
        return endpoint.gate().limitsTokens()
                ? costs.requireRoom()
                        .emitOn(Infrastructure.getDefaultWorkerPool())
                        .invoke(() -> expectedTokens = costs.expectedTokens())
                : costs.requireRoom();
    }

    Uni<CompletionResponse> attempt() {
        if (!recorder.due()) {
            // nobody listens any more, so a failure would only be logged
            return Uni.createFrom().nullItem();
        }
        return cancelSignal.mayEnd(endpoint.gate().pass(expectedTokens, deadline, listener::waiting, this::attempt));
    }

    /** @param permit of the endpoint's limits, which may have held the attempt up */
    private Uni<CompletionResponse> attempt(Permit permit) {
        CallAttempt exchange = recorder.begin(permit.waitedFor(), this::exchange)
                .onSend(() -> {
                    permit.sent().run();
                    listener.sending();
                });
        return AttemptTimeout.over(
                        exchange,
                        Uni.createFrom()
                                .<Object>deferred(() -> sender.send(exchange).map(Object.class::cast)))
                .chain(() -> conclude(exchange))
                .onFailure()
                .transform(thrown -> ExceptionMapper.of(thrown, endpoint)
                        .<Throwable>map(failure -> failed(exchange, failure))
                        .orElse(thrown));
    }

    private CallAttempt exchange(CallRecorder.Beginning beginning) {
        CompletionAccumulator accumulator =
                new CompletionAccumulator(streamed ? listener::delta : null, beginning.stopwatch());
        CallAttempt exchange = new CallAttempt(
                        endpoint,
                        request.model(),
                        beginning.number(),
                        beginning.waited(),
                        beginning.stopwatch(),
                        accumulator)
                .withObserver(listener);
        return onNewConnection ? exchange.onNewConnection() : exchange;
    }

    private Uni<CompletionResponse> conclude(CallAttempt exchange) {
        exchange.complete();
        CompletionAccumulator accumulator = exchange.answer();
        accumulator.verdict().ifPresent(failure -> {
            throw failure;
        });
        Uni<CompletionResponse> answered = Uni.createFrom().item(() -> succeeded(exchange));
        // the first count loads a tokenizer for up to a second: not on an I/O thread
        return UsageNormalizer.of(accumulator).isComplete()
                ? answered
                : answered.runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    /** Null when nobody listens any more: a failure would only be logged. */
    private CompletionResponse succeeded(CallAttempt exchange) {
        Optional<CompletionResponse> response = recorder.answered(exchange);
        response.ifPresent(
                came -> endpoint.gate().reconcile(expectedTokens, came.usage().total()));
        return response.orElse(null);
    }

    private ProviderException failed(CallAttempt exchange, ProviderException thrown) {
        ProviderException failure = endpoint.key().redact(toMalformedIfStreamStarted(exchange, thrown));
        int attempts = recorder.failed(exchange, failure.failure());
        onNewConnection = exchange.wasNotProcessed() && !sentAgain;
        if (onNewConnection) {
            sentAgain = true;
            return failure.withNextDelay(recorder.atOnce());
        }
        int counted = sentAgain ? attempts - 1 : attempts;
        ProviderException judged = retryPolicy.judge(failure, counted, exchange.hasEmitted(), deadline);
        judged.nextWait().ifPresent(recorder::waiting);
        return judged.nextWait().isPresent() ? judged : judged.withPartialResponse(recorder.soFar(exchange));
    }

    private static ProviderException toMalformedIfStreamStarted(CallAttempt exchange, ProviderException failure) {
        if (failure.failure() != Failure.UNREACHABLE || !exchange.hasEmitted()) {
            return failure;
        }
        return Failure.MALFORMED
                .because("The stream broke off without its end. " + failure.getMessage())
                .causedBy(failure);
    }

    private ProviderException expired() {
        String name = endpoint.settings().name();
        Optional<CompletionResponse> came = recorder.close(Failure.TIMEOUT);
        boolean full = endpoint.gate().isFull();
        cancelSignal.now();
        return came.map(soFar -> Failure.TIMEOUT
                        .because(name + " gave no complete answer within the deadline of " + deadline + ".")
                        .hint(ErrorMessages.moreTime("deadline"))
                        .withPartialResponse(soFar))
                .orElseGet(() -> Failure.TIMEOUT
                        .because("Nothing was sent to " + name + " within the deadline of " + deadline
                                + (full ? OTHERS : "."))
                        .hint(ErrorMessages.moreTime("deadline")));
    }

    /** What the guard or the gate has to say comes from outside of any attempt; those before it are still told. */
    private Throwable mapOuterFailure(Throwable thrown) {
        return ExceptionMapper.of(thrown, endpoint)
                .<Throwable>map(failure -> failure.response().isPresent()
                        ? failure
                        : recorder.close(failure.failure())
                                .map(failure::withPartialResponse)
                                .orElse(failure))
                .orElse(thrown);
    }
}
