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
    private final CallListener progress;
    private final Sender sender;
    private final CostEstimator meter;
    private final LongSupplier nanoTime;
    private final RetryPolicy retries;
    private final CallRecorder journal;
    private final CancelSignal surrender = new CancelSignal();

    private long start;
    private Deadline deadline = Deadline.NONE;
    private long expectedTokens;
    private boolean sentAgain;
    private boolean onNewConnection;

    /**
     * @param progress hears of it on I/O threads
     * @param warnings what is known before anything is sent
     * @param meter counts where the provider sends no counts, and knows what they cost
     * @param nanoTime a monotonic clock
     */
    public CompletionCall(
            Endpoint endpoint,
            CompletionRequest request,
            boolean streamed,
            CallListener progress,
            List<String> warnings,
            Sender sender,
            CostEstimator meter,
            LongSupplier nanoTime) {
        this.endpoint = endpoint;
        this.request = request;
        this.streamed = streamed;
        this.progress = progress;
        this.sender = sender;
        this.meter = meter;
        this.nanoTime = nanoTime;
        List<String> known =
                Stream.concat(meter.cautions().stream(), warnings.stream()).toList();
        this.retries = new RetryPolicy(endpoint.settings());
        this.journal = new CallRecorder(request.model(), known, meter, progress, nanoTime);
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
                .transform(this::outermost);
    }

    private void abandon() {
        journal.abandon();
        surrender.now();
    }

    private Uni<?> prepared() {
        return endpoint.gate().countsTokens()
                ? meter.requireRoom()
                        .emitOn(Infrastructure.getDefaultWorkerPool())
                        .invoke(() -> expectedTokens = meter.expectedTokens())
                : meter.requireRoom();
    }

    Uni<CompletionResponse> attempt() {
        if (!journal.due()) {
            // nobody listens any more, so a failure would only be logged
            return Uni.createFrom().nullItem();
        }
        return surrender.mayEnd(endpoint.gate().pass(expectedTokens, deadline, progress::waiting, this::attempt));
    }

    /** @param permit of the endpoint's limits, which may have held the attempt up */
    private Uni<CompletionResponse> attempt(Permit permit) {
        CallAttempt exchange = journal.begin(permit.waitedFor(), this::exchange).onSend(permit.sent());
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
        CompletionAccumulator answer =
                new CompletionAccumulator(streamed ? progress::delta : null, beginning.stopwatch());
        CallAttempt exchange = new CallAttempt(
                        endpoint,
                        request.model(),
                        beginning.number(),
                        beginning.waited(),
                        beginning.stopwatch(),
                        answer)
                .heardBy(progress);
        return onNewConnection ? exchange.onNewConnection() : exchange;
    }

    private Uni<CompletionResponse> conclude(CallAttempt exchange) {
        exchange.complete();
        CompletionAccumulator answer = exchange.answer();
        answer.verdict().ifPresent(failure -> {
            throw failure;
        });
        Uni<CompletionResponse> answered = Uni.createFrom().item(() -> succeeded(exchange));
        // the first count loads a tokenizer for up to a second: not on an I/O thread
        return UsageNormalizer.of(answer).isComplete()
                ? answered
                : answered.runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    /** Null when nobody listens any more: a failure would only be logged. */
    private CompletionResponse succeeded(CallAttempt exchange) {
        Optional<CompletionResponse> response = journal.answered(exchange);
        response.ifPresent(
                came -> endpoint.gate().settle(expectedTokens, came.usage().total()));
        return response.orElse(null);
    }

    private ProviderException failed(CallAttempt exchange, ProviderException thrown) {
        ProviderException failure = endpoint.key().redact(ofBrokenStream(exchange, thrown));
        int attempts = journal.failed(exchange, failure.failure());
        onNewConnection = exchange.wasNotProcessed() && !sentAgain;
        if (onNewConnection) {
            sentAgain = true;
            return failure.repeatAfter(journal.atOnce());
        }
        int counted = sentAgain ? attempts - 1 : attempts;
        ProviderException judged = retries.judge(failure, counted, exchange.hasSpoken(), deadline);
        judged.nextWait().ifPresent(journal::waiting);
        return judged.nextWait().isPresent() ? judged : judged.lasting(journal.soFar(exchange));
    }

    private static ProviderException ofBrokenStream(CallAttempt exchange, ProviderException failure) {
        if (failure.failure() != Failure.UNREACHABLE || !exchange.hasSpoken()) {
            return failure;
        }
        return Failure.MALFORMED
                .because("The stream broke off without its end. " + failure.getMessage())
                .causedBy(failure);
    }

    private ProviderException expired() {
        String name = endpoint.settings().name();
        Optional<CompletionResponse> came = journal.close(Failure.TIMEOUT);
        boolean full = endpoint.gate().isFull();
        surrender.now();
        return came.map(soFar -> Failure.TIMEOUT
                        .because(name + " gave no complete answer within the deadline of " + deadline + ".")
                        .hint(ErrorMessages.moreTime("deadline"))
                        .lasting(soFar))
                .orElseGet(() -> Failure.TIMEOUT
                        .because("Nothing was sent to " + name + " within the deadline of " + deadline
                                + (full ? OTHERS : "."))
                        .hint(ErrorMessages.moreTime("deadline")));
    }

    /** What the guard or the gate has to say comes from outside of any attempt; those before it are still told. */
    private Throwable outermost(Throwable thrown) {
        return ExceptionMapper.of(thrown, endpoint)
                .<Throwable>map(failure -> failure.response().isPresent()
                        ? failure
                        : journal.close(failure.failure()).map(failure::lasting).orElse(failure))
                .orElse(thrown);
    }
}
