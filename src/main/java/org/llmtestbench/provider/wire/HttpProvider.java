package org.llmtestbench.provider.wire;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.llmtestbench.provider.CompletionRequest;
import org.llmtestbench.provider.CompletionResponse;
import org.llmtestbench.provider.ModelCatalogue;
import org.llmtestbench.provider.ModelInfo;
import org.llmtestbench.provider.Progress;
import org.llmtestbench.provider.Provider;

/** What all dialects have in common: an endpoint, what is known of its models, and how a call is made. */
public abstract class HttpProvider implements Provider {
    /** Where the requests go. */
    protected final Endpoint endpoint;

    private final Guard guard;
    private final ModelCatalogue catalogue;

    /** A provider that opens no connection yet. */
    protected HttpProvider(Endpoint endpoint, Guard guard, ModelCatalogue catalogue) {
        this.endpoint = endpoint;
        this.guard = guard;
        this.catalogue = catalogue;
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
    public final List<ModelInfo> supportedModels() {
        return catalogue.of(name());
    }

    @Override
    public final OptionalLong maxContextLength(String model) {
        return model(model).map(ModelInfo::contextWindow).map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    @Override
    public final List<String> cautions(String model) {
        return catalogue.cautions(name(), model);
    }

    /** What is known of a model at this endpoint. */
    protected final Optional<ModelInfo> model(String id) {
        return catalogue.find(name(), id);
    }

    /**
     * Makes a call with all its attempts.
     *
     * @param progress hears of it on I/O threads
     * @param warnings what is known before anything is sent
     */
    protected final Uni<CompletionResponse> call(
            CompletionRequest request, boolean streamed, Progress progress, List<String> warnings, Call.Sender sender) {
        Meter meter = new Meter(endpoint, catalogue, request, text -> estimateTokens(text, request.model()));
        return new Call(endpoint, request, streamed, progress, warnings, sender, meter, System::nanoTime)
                .through(guard);
    }
}
