package org.llmtestbench.function.limits;

import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.llmtestbench.function.HttpProblemException;
import org.llmtestbench.function.ProviderResolver;
import org.llmtestbench.provider.Attempt;
import org.llmtestbench.provider.CallListener;
import org.llmtestbench.provider.CompletionRequest;
import org.llmtestbench.provider.Delta;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.Message;
import org.llmtestbench.provider.ModelInfo;
import org.llmtestbench.provider.ProviderException.Wait;
import org.llmtestbench.provider.ProviderSettings;
import org.llmtestbench.provider.TokenUsage;
import org.llmtestbench.provider.catalog.ModelCatalog;
import org.llmtestbench.runner.Outcome;
import org.llmtestbench.runner.Target;
import org.llmtestbench.suite.Budget;
import org.llmtestbench.suite.CostEstimate;

/** Reserves the maximum cost of each call from the daily spend limit. */
public final class SpendGuard {
    private static final CostEstimate FREE = new CostEstimate(0, true, 0L, BigDecimal.ZERO, 1);

    /** An upper bound for the bytes that a dialect adds to a request, and to each of its messages. */
    private static final int OVERHEAD_BYTES = 64;

    private final DailySpendLimit dailySpend;
    private final ProviderResolver providers;
    private final ModelCatalog catalog;

    SpendGuard(DailySpendLimit dailySpend, ProviderResolver providers, ModelCatalog catalog) {
        this.dailySpend = dailySpend;
        this.providers = providers;
        this.catalog = catalog;
    }

    /**
     * Reserves the maximum cost of the call, then makes it. Fails with {@link HttpProblemException} if the cost exceeds
     * the daily limit or is not known. Does not block.
     */
    public Uni<Outcome> withReservation(
            Target target,
            CompletionRequest request,
            CallListener listener,
            Function<CallListener, Uni<Outcome>> call) {
        return Uni.createFrom().deferred(() -> {
            CostEstimate estimate = target.offline() ? FREE : estimate(target, request);
            BigDecimal attemptUsd = estimate.attemptUsd() == null ? BigDecimal.ZERO : estimate.attemptUsd();
            DailySpendLimit.Held reservation =
                    dailySpend.reserve(attemptUsd.multiply(BigDecimal.valueOf(estimate.attempts())));
            SentAttempts sent = new SentAttempts(listener);
            return Uni.createFrom()
                    .deferred(() -> call.apply(sent))
                    .invoke(outcome -> reservation.reconcile(Budget.cost(outcome, estimate)))
                    // the provider may charge for every attempt that was sent
                    .onFailure()
                    .invoke(bug -> reservation.reconcile(sent.cost(attemptUsd)))
                    .onCancellation()
                    .invoke(() -> reservation.reconcile(sent.cost(attemptUsd)));
        });
    }

    /** Counts the attempts of a call that were sent. */
    private static final class SentAttempts implements CallListener {
        private final CallListener listener;
        private final AtomicInteger count = new AtomicInteger();

        SentAttempts(CallListener listener) {
            this.listener = listener;
        }

        BigDecimal cost(BigDecimal attemptUsd) {
            return attemptUsd.multiply(BigDecimal.valueOf(count.get()));
        }

        @Override
        public void sending() {
            count.incrementAndGet();
            listener.sending();
        }

        @Override
        public void delta(Delta delta) {
            listener.delta(delta);
        }

        @Override
        public void waiting(Wait wait) {
            listener.waiting(wait);
        }

        @Override
        public void attempt(Attempt attempt) {
            listener.attempt(attempt);
        }

        @Override
        public boolean isWritable() {
            return listener.isWritable();
        }

        @Override
        public void onWritable(Runnable resume) {
            listener.onWritable(resume);
        }
    }

    private CostEstimate estimate(Target target, CompletionRequest request) {
        ProviderSettings endpoint = providers.settings(target.provider());
        ModelInfo model =
                catalog.find(target.provider(), request.model()).orElseGet(() -> ModelInfo.unknown(request.model()));
        long promptTokens = maxPromptTokens(request);
        Long maxOutputTokens =
                request.maxTokens() == null ? model.maxOutputTokens() : Long.valueOf(request.maxTokens());
        BigDecimal attemptUsd = maxOutputTokens == null
                ? null
                : model.prices(promptTokens)
                        .cost(new TokenUsage(
                                promptTokens, maxOutputTokens, promptTokens + maxOutputTokens, 0, 0, 0, true))
                        .orElse(null);
        if (attemptUsd == null && mayCost(endpoint)) {
            throw priceUnknown(target);
        }
        return new CostEstimate(promptTokens, false, maxOutputTokens, attemptUsd, endpoint.maxRetries() + 1);
    }

    /** An upper bound: no token is shorter than one byte. A real tokenizer would block the event loop for too long. */
    private static long maxPromptTokens(CompletionRequest request) {
        long bytes = OVERHEAD_BYTES;
        for (Message message : request.messages()) {
            bytes += OVERHEAD_BYTES + bytes(message.content());
        }
        for (var field : request.extra().entrySet()) {
            bytes += bytes(field.getKey()) + bytes(field.getValue().toString());
        }
        return bytes;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /**
     * Whether calls can cost money: whether the endpoint gets a key, which may also be in headers, the query or the
     * URL.
     */
    public static boolean mayCost(ProviderSettings endpoint) {
        return !endpoint.apiKeyEnv().isEmpty()
                || !endpoint.headers().isEmpty()
                || !endpoint.query().isEmpty()
                || endpoint.credentials() != null;
    }

    private static HttpProblemException priceUnknown(Target target) {
        return HttpProblemException.with(
                        422,
                        "Price unknown",
                        "The maximum cost of " + target.model() + " of " + target.provider()
                                + " is not known, so the daily limit can't be checked.",
                        Failure.INVALID_REQUEST)
                .hint("Use another model, or ask the operator of this server to set price_per_mtok and"
                        + " max_output_tokens in [models.\"" + target.model() + "\"].");
    }
}
