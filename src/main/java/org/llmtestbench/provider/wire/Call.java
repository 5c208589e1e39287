package org.llmtestbench.provider.wire;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.llmtestbench.provider.Attempt;
import org.llmtestbench.provider.CompletionRequest;
import org.llmtestbench.provider.CompletionResponse;
import org.llmtestbench.provider.Delta;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.provider.ProviderException.Wait;
import org.llmtestbench.provider.TokenUsage;

/** One call with all its attempts: keeps their journal and decides, by the endpoint's own numbers, on another one. */
public final class Call {
    /** Sends the request once and fills the exchange's answer; ends when the answer is complete. */
    @FunctionalInterface
    public interface Sender {
        /** Cancelling the returned value closes the connection; what it ends with does not matter. */
        Uni<?> send(Exchange exchange);
    }

    private final Endpoint endpoint;
    private final CompletionRequest request;
    private final Consumer<Delta> onDelta;
    private final Sender sender;
    private final Meter meter;
    private final LongSupplier nanoTime;

    private final List<Attempt> attempts = new ArrayList<>();
    private final List<String> warnings;
    private long start;
    private long lastEnd;
    private Wait wait;

    /**
     * @param onDelta takes a streamed answer; null for a whole one
     * @param warnings what is known before anything is sent
     * @param meter counts where the provider sends no counts, and knows what they cost
     * @param nanoTime a monotonic clock
     */
    public Call(
            Endpoint endpoint,
            CompletionRequest request,
            Consumer<Delta> onDelta,
            List<String> warnings,
            Sender sender,
            Meter meter,
            LongSupplier nanoTime) {
        this.endpoint = endpoint;
        this.request = request;
        this.onDelta = onDelta;
        this.warnings =
                Stream.concat(meter.cautions().stream(), warnings.stream()).toList();
        this.sender = sender;
        this.meter = meter;
        this.nanoTime = nanoTime;
    }

    /** Runs it to its end: one attempt, and more where the failure allows it; none when the prompt can't fit. */
    public Uni<CompletionResponse> through(Guard guard) {
        return Uni.createFrom()
                .deferred(() -> {
                    // fails when the key is missing: then there is no attempt
                    endpoint.headers();
                    return meter.requireRoom();
                })
                .chain(() -> guard.attempt(this))
                .onFailure()
                .transform(this::outermost);
    }

    Uni<CompletionResponse> attempt() {
        if (attempts.isEmpty()) {
            start = nanoTime.getAsLong();
            lastEnd = start;
        }
        return endpoint.gate().pass(this::attempt);
    }

    /** @param waitedFor what held it up at the endpoint's own limits */
    private Uni<CompletionResponse> attempt(Optional<String> waitedFor) {
        Stopwatch stopwatch = new Stopwatch(nanoTime);
        if (attempts.isEmpty() && waitedFor.isEmpty()) {
            // nothing held it up, whatever time passing the gate took
            start = stopwatch.start();
        }
        String reason = wait == null ? waitedFor.orElse(null) : wait.reason();
        Wait waited = reason == null ? null : new Wait(Duration.ofNanos(stopwatch.start() - lastEnd), reason);
        Exchange exchange = new Exchange(
                endpoint, request.model(), attempts.size() + 1, waited, stopwatch, new Answer(onDelta, stopwatch));
        return endpoint.inTime(Uni.createFrom()
                        .<Object>deferred(() -> sender.send(exchange).map(Object.class::cast)))
                .chain(() -> conclude(exchange))
                .onFailure()
                .transform(thrown -> {
                    Optional<ProviderException> failure = Translation.of(thrown, endpoint);
                    return failure.isPresent() ? failed(exchange, failure.get()) : thrown;
                });
    }

    private Uni<CompletionResponse> conclude(Exchange exchange) {
        exchange.complete();
        Answer answer = exchange.answer();
        answer.verdict().ifPresent(failure -> {
            throw failure;
        });
        if (answer.counts() != null) {
            return Uni.createFrom().item(() -> succeeded(exchange));
        }
        // the first count loads a tokenizer for up to a second: not on an I/O thread
        return Uni.createFrom()
                .item(() -> succeeded(exchange))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private CompletionResponse succeeded(Exchange exchange) {
        Answer answer = exchange.answer();
        TokenUsage usage =
                Usage.of(answer, meter::promptTokens, () -> meter.tokens(answer.reasoning() + answer.text()));
        attempts.add(exchange.attempt(null));
        return response(exchange, usage);
    }

    private ProviderException failed(Exchange exchange, ProviderException thrown) {
        exchange.complete();
        lastEnd = nanoTime.getAsLong();
        ProviderException failure = endpoint.key().redact(ofBrokenStream(exchange, thrown));
        attempts.add(exchange.attempt(failure.failure()));
        boolean again = failure.isRetryable()
                && !exchange.hasSpoken()
                && attempts.size() <= endpoint.settings().maxRetries();
        if (again) {
            wait = Backoff.after(attempts.size(), failure);
            if (wait.time().compareTo(endpoint.settings().maxRetryWait()) <= 0) {
                return failure.repeatAfter(wait);
            }
        }
        return failure.lasting(response(exchange, receivedUsage(exchange)));
    }

    private static ProviderException ofBrokenStream(Exchange exchange, ProviderException failure) {
        if (failure.failure() != Failure.UNREACHABLE || !exchange.hasSpoken()) {
            return failure;
        }
        return Failure.MALFORMED
                .because("The stream broke off without its end. " + failure.getMessage())
                .causedBy(failure);
    }

    private TokenUsage receivedUsage(Exchange exchange) {
        Answer.Counts counts = exchange.answer().counts();
        return counts == null || counts.prompt() == null || counts.completion() == null
                ? null
                : Usage.of(exchange.answer(), () -> 0, () -> 0);
    }

    private CompletionResponse response(Exchange exchange, TokenUsage usage) {
        Answer answer = exchange.answer();
        List<String> all = new ArrayList<>(warnings);
        all.addAll(answer.warnings());
        BigDecimal cost = usage == null ? null : meter.cost(usage, all::add);
        Duration waited = exchange.stopwatch().startedAfter(start);
        return new CompletionResponse(
                answer.id(),
                request.model(),
                answer.model(),
                answer.text(),
                answer.reasoning(),
                answer.finishReason(),
                answer.rawFinishReason(),
                usage,
                cost,
                exchange.stopwatch().timings(waited),
                attempts,
                all);
    }

    /** Time-outs and full bulkheads of the guard itself come from outside of any attempt. */
    private Throwable outermost(Throwable thrown) {
        return Translation.of(thrown, endpoint).map(Throwable.class::cast).orElse(thrown);
    }
}
