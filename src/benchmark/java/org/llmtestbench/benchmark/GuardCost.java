package org.llmtestbench.benchmark;

import io.quarkus.arc.Arc;
import io.smallrye.mutiny.Uni;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.llmtestbench.provider.CallListener;
import org.llmtestbench.provider.CompletionRequest;
import org.llmtestbench.provider.FinishReason;
import org.llmtestbench.provider.Provider;
import org.llmtestbench.provider.ProviderRegistry;
import org.llmtestbench.provider.ProviderSettings;
import org.llmtestbench.provider.catalog.ModelCatalog;
import org.llmtestbench.provider.client.CallAttempt;
import org.llmtestbench.provider.client.CompletionAccumulator;
import org.llmtestbench.provider.client.CompletionCall;
import org.llmtestbench.provider.client.CostEstimator;
import org.llmtestbench.provider.client.Endpoint;
import org.llmtestbench.provider.client.EndpointLimiterRegistry;
import org.llmtestbench.provider.client.FaultToleranceGuard;

/**
 * What retrying costs a call that needs none: calls that are answered without any I/O, in batches that take turns
 * through the application's guard and through a bare one, which no annotation stands around. A difference of a few
 * microseconds can be seen so, and could not in the noise of calls over a network.
 */
final class GuardCost {
    private static final int BATCH = 2000;
    private static final CompletionAccumulator.Counts COUNTS =
            new CompletionAccumulator.Counts(19L, 9L, 28L, null, null, null);

    private final FaultToleranceGuard guard =
            Arc.container().instance(FaultToleranceGuard.class).get();
    private final FaultToleranceGuard bare = new FaultToleranceGuard();
    private final ModelCatalog catalogue =
            Arc.container().instance(ModelCatalog.class).get();
    private final CompletionRequest request =
            CompletionRequest.builder().model(Client.MODEL).user("Hello").build();
    private final Endpoint endpoint;

    GuardCost() {
        ProviderSettings settings =
                Arc.container().instance(ProviderRegistry.class).get().settings("openai");
        endpoint =
                Endpoint.of(settings, name -> Client.KEY, name -> null, new EndpointLimiterRegistry(), key -> Map.of());
    }

    /** The median, over so many pairs of batches, of the microseconds that the guard adds to a call. */
    double micros(int pairs) {
        double[] differences = new double[pairs];
        for (int i = 0; i < pairs; i++) {
            differences[i] = (batch(guard) - batch(bare)) / 1e3 / BATCH;
        }
        Arrays.sort(differences);
        return differences[pairs / 2];
    }

    private long batch(FaultToleranceGuard around) {
        long start = System.nanoTime();
        for (int i = 0; i < BATCH; i++) {
            call().through(around).await().indefinitely();
        }
        return System.nanoTime() - start;
    }

    private CompletionCall call() {
        CostEstimator costs =
                new CostEstimator(endpoint, catalogue, request, text -> new Provider.TokenCount(text.length(), false));
        return new CompletionCall(
                endpoint, request, false, CallListener.NONE, List.of(), GuardCost::answered, costs, System::nanoTime);
    }

    private static Uni<Void> answered(CallAttempt attempt) {
        attempt.responded(200, name -> null);
        attempt.answer().text("Hello!");
        attempt.answer().finish(FinishReason.STOP, "stop");
        attempt.answer().counts(COUNTS);
        return Uni.createFrom().voidItem();
    }
}
