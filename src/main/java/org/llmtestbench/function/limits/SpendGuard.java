package org.llmtestbench.function.limits;

import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.llmtestbench.function.HttpProblemException;
import org.llmtestbench.function.ProviderResolver;
import org.llmtestbench.provider.CompletionRequest;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.Message;
import org.llmtestbench.provider.ModelInfo;
import org.llmtestbench.provider.ProviderSettings;
import org.llmtestbench.provider.TokenUsage;
import org.llmtestbench.provider.catalog.ModelCatalog;
import org.llmtestbench.runner.Outcome;
import org.llmtestbench.runner.Target;
import org.llmtestbench.suite.Budget;
import org.llmtestbench.suite.CostEstimate;

/** Pays for calls out of what may be spent a day. */
public final class SpendGuard {
    private static final CostEstimate NOTHING = new CostEstimate(0, true, 0L, BigDecimal.ZERO, 1);

    /** More than any dialect puts around a request, and around each message of it. */
    private static final int AROUND = 64;

    private final DailySpendLimit dailySpend;
    private final ProviderResolver providers;
    private final ModelCatalog catalogue;

    SpendGuard(DailySpendLimit dailySpend, ProviderResolver providers, ModelCatalog catalogue) {
        this.dailySpend = dailySpend;
        this.providers = providers;
        this.catalogue = catalogue;
    }

    /**
     * Makes the call once what it can cost is held; fails with {@link HttpProblemException} when that is more than is left, or is not
     * known. Does not block.
     */
    public Uni<Outcome> withReservation(Target target, CompletionRequest request, Supplier<Uni<Outcome>> call) {
        return Uni.createFrom().deferred(() -> {
            CostEstimate estimate = target.offline() ? NOTHING : estimate(target, request);
            BigDecimal attempt = estimate.attemptUsd() == null ? BigDecimal.ZERO : estimate.attemptUsd();
            DailySpendLimit.Held held = dailySpend.reserve(attempt.multiply(BigDecimal.valueOf(estimate.attempts())));
            return Uni.createFrom()
                    .deferred(call::get)
                    .invoke(outcome -> held.reconcile(Budget.cost(outcome, estimate)))
                    // what was made until then may be on the bill
                    .onFailure()
                    .invoke(bug -> held.reconcile(attempt))
                    .onCancellation()
                    .invoke(() -> held.reconcile(attempt));
        });
    }

    private CostEstimate estimate(Target target, CompletionRequest request) {
        ProviderSettings endpoint = providers.settings(target.provider());
        ModelInfo known =
                catalogue.find(target.provider(), request.model()).orElseGet(() -> ModelInfo.unknown(request.model()));
        long prompt = mostTokens(request);
        Long longest = request.maxTokens() == null ? known.maxOutputTokens() : Long.valueOf(request.maxTokens());
        BigDecimal attempt = longest == null
                ? null
                : known.prices(prompt)
                        .cost(new TokenUsage(prompt, longest, prompt + longest, 0, 0, 0, true))
                        .orElse(null);
        if (attempt == null && mayCost(endpoint)) {
            throw unknown(target);
        }
        return new CostEstimate(prompt, false, longest, attempt, endpoint.maxRetries() + 1);
    }

    /** No token is shorter than a byte; to count them would hold up everybody else. */
    private static long mostTokens(CompletionRequest request) {
        long most = AROUND;
        for (Message message : request.messages()) {
            most += AROUND + bytes(message.content());
        }
        for (var field : request.extra().entrySet()) {
            most += bytes(field.getKey()) + bytes(field.getValue().toString());
        }
        return most;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Who is sent no key sends no bill; keys may stand in headers, in the query and in the address too. */
    public static boolean mayCost(ProviderSettings endpoint) {
        return !endpoint.apiKeyEnv().isEmpty()
                || !endpoint.headers().isEmpty()
                || !endpoint.query().isEmpty()
                || endpoint.credentials() != null;
    }

    private static HttpProblemException unknown(Target target) {
        return HttpProblemException.with(
                        422,
                        "Price unknown",
                        "What " + target.model() + " of " + target.provider()
                                + " can cost is not known, so no daily limit could hold.",
                        Failure.INVALID_REQUEST)
                .hint("Ask another model, or have price_per_mtok and max_output_tokens set in [models.\""
                        + target.model() + "\"] where this runs.");
    }
}
