package org.llmtestbench.provider.client;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.llmtestbench.provider.CallListener;
import org.llmtestbench.provider.CompletionRequest;
import org.llmtestbench.provider.CompletionResponse;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ModelInfo;
import org.llmtestbench.provider.Provider;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.provider.RequestPreview;
import org.llmtestbench.provider.Suggestions;
import org.llmtestbench.provider.catalog.ModelCatalog;

/** What all dialects have in common: an endpoint, what is known of its models, and how a call is made. */
public abstract class HttpProvider implements Provider {
    /** Where the requests go. */
    protected final Endpoint endpoint;

    private final FaultToleranceGuard guard;
    private final ModelCatalog catalogue;
    private final CompletionClient completions;

    /** A provider that opens no connection yet. */
    protected HttpProvider(Endpoint endpoint, FaultToleranceGuard guard, ModelCatalog catalogue, Vertx vertx) {
        this.endpoint = endpoint;
        this.guard = guard;
        this.catalogue = catalogue;
        this.completions = new CompletionClient(endpoint, vertx);
    }

    @Override
    public final String name() {
        return endpoint.settings().name();
    }

    @Override
    public final String defaultModel() {
        return endpoint.settings().defaultModel();
    }

    @Override
    public final URI baseUrl() {
        return endpoint.settings().baseUrl();
    }

    @Override
    public final boolean hasKey() {
        return endpoint.key().isUsable();
    }

    @Override
    public final List<ModelInfo> supportedModels() {
        return catalogue.of(name());
    }

    @Override
    public final OptionalLong maxContextLength(String model) {
        return model(model).map(ModelInfo::contextWindow).map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    @Override
    public final List<String> deprecationWarnings(String model) {
        return catalogue.deprecationWarnings(name(), model);
    }

    /** What is known of a model at this endpoint. */
    protected final Optional<ModelInfo> model(String id) {
        return catalogue.find(name(), id);
    }

    @Override
    public final Uni<CompletionResponse> complete(CompletionRequest request, CallListener listener) {
        return call(request, false, listener);
    }

    @Override
    public final Uni<CompletionResponse> stream(CompletionRequest request, CallListener listener) {
        return call(request, true, listener);
    }

    @Override
    public final RequestPreview preview(CompletionRequest request, boolean streamed) {
        return new PreviewBuilder(endpoint, meter(request), outgoing(request, streamed)).preview(request, streamed);
    }

    /** The request in the words of the dialect. */
    protected abstract RequestPayload outgoing(CompletionRequest request, boolean streamed);

    /** Puts the events of a stream into the exchange's answer. */
    protected abstract SseEventHandler events(CallAttempt attempt);

    /** Puts a whole answer into the exchange's. */
    protected abstract void read(byte[] whole, CallAttempt attempt);

    private Uni<CompletionResponse> call(CompletionRequest request, boolean streamed, CallListener listener) {
        return Uni.createFrom().deferred(() -> {
            long start = System.nanoTime();
            RequestPayload payload = outgoing(request, streamed);
            CompletionCall.Sender sender = attempt -> send(payload, streamed, attempt);
            return new CompletionCall(
                            endpoint,
                            request,
                            streamed,
                            listener,
                            payload.warnings(),
                            sender,
                            meter(request),
                            System::nanoTime)
                    .begunAt(start)
                    .through(guard)
                    .onFailure(ProviderException.class)
                    .transform(failure -> withNearestModel(failure, request.model()));
        });
    }

    private Uni<Void> send(RequestPayload payload, boolean streamed, CallAttempt attempt) {
        Consumer<byte[]> whole = body -> read(body, attempt);
        return streamed
                ? completions.events(payload, attempt, events(attempt), whole)
                : completions.whole(payload, attempt, whole);
    }

    /** Nobody is led to a model that is about to go. */
    private ProviderException withNearestModel(ProviderException failure, String asked) {
        if (failure.failure() != Failure.MODEL_NOT_FOUND) {
            return failure;
        }
        List<String> withPartialResponse = supportedModels().stream()
                .map(ModelInfo::id)
                .filter(id -> !id.equals(asked) && deprecationWarnings(id).isEmpty())
                .toList();
        String suggestion = Suggestions.suggestion(asked, withPartialResponse).strip();
        return suggestion.isEmpty()
                ? failure
                : failure.hint(
                        suggestion + failure.hint().map(hint -> " " + hint).orElse(""));
    }

    private CostEstimator meter(CompletionRequest request) {
        return new CostEstimator(endpoint, catalogue, request, text -> estimateTokens(text, request.model()));
    }
}
