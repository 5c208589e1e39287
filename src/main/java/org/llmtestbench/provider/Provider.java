package org.llmtestbench.provider;

import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * One configured endpoint that accepts prompts and speaks one dialect. Thread-safe. Every call fails only with a
 * {@link ProviderException}.
 */
public interface Provider {
    /** Returns the name in the configuration and on the command line, such as {@code openai}. */
    String name();

    /** Returns the model of requests that set none; null when there is no default. */
    String defaultModel();

    /** Returns the base URL with the version segment; null when the provider has none. */
    default URI baseUrl() {
        return null;
    }

    /** Sends the request and emits the whole response. Cancelling closes the connection. */
    default Uni<CompletionResponse> complete(CompletionRequest request) {
        return complete(request, CallListener.NONE);
    }

    /** Like {@link #complete(CompletionRequest)}; notifies {@code listener} of attempts on an I/O thread. */
    Uni<CompletionResponse> complete(CompletionRequest request, CallListener listener);

    /**
     * Like {@link #complete(CompletionRequest)}, but streams the answer; emits the response when it is complete.
     * There is no retry after the first delta.
     *
     * @param onDelta receives the deltas in order, one at a time, on an I/O thread; must not block
     */
    default Uni<CompletionResponse> stream(CompletionRequest request, Consumer<Delta> onDelta) {
        return stream(request, CallListener.of(onDelta));
    }

    /**
     * Like {@link #stream(CompletionRequest, Consumer)}; also notifies {@code listener} of each attempt. It must not
     * block.
     */
    Uni<CompletionResponse> stream(CompletionRequest request, CallListener listener);

    /**
     * Returns the request as {@link #complete} or {@link #stream} would send it, with its cost. Sends nothing and needs
     * no key. Fails like them when the request itself is not valid.
     */
    RequestPreview preview(CompletionRequest request, boolean streamed);

    /** Returns warnings that this model is retired or retires soon. Responses contain the same warnings. */
    default List<String> deprecationWarnings(String model) {
        return List.of();
    }

    /** Whether the API key is set, if one is needed. Without it every call fails before anything is sent. */
    default boolean hasKey() {
        return true;
    }

    /** Returns the known models. Requests may use other models too. */
    List<ModelInfo> supportedModels();

    /** Returns the context window in tokens, input and output together; empty when unknown. */
    OptionalLong maxContextLength(String model);

    /** Asks the provider for its list of models; the call is free. */
    Uni<List<ListedModel>> liveModels();

    /** Checks the API key with a free call; the failure says what is wrong and how to fix it. */
    Uni<Void> validateConfig();

    /**
     * Counts the tokens of {@code text} as input. The first count of a process takes up to a second.
     *
     * @param model determines the tokenizer, and therefore whether the count is exact
     */
    TokenCount estimateTokens(String text, String model);

    /**
     * Asks the provider for the number of input tokens of the whole request; the call is free. Fails with
     * {@link Failure#USAGE} when the provider has no API for it.
     */
    default Uni<TokenCount> countTokens(CompletionRequest request) {
        return Uni.createFrom()
                .failure(() -> Failure.USAGE
                        .because(name() + " cannot count tokens exactly: it has no API for it.")
                        .hint("Use the estimate instead."));
    }

    /**
     * A number of tokens.
     *
     * @param exact false for an estimate, when the model's tokenizer is not public
     */
    record TokenCount(long tokens, boolean exact) {}
}
