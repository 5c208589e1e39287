package org.llmtestbench.provider;

import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Somewhere prompts can be sent: one configured endpoint that speaks one dialect. Safe for concurrent use. Every call
 * fails only with a {@link ProviderException}.
 */
public interface Provider {
    /** The name used on the command line and in configuration, such as {@code openai}. */
    String name();

    /** The model that is asked when none is named, or null. */
    String defaultModel();

    /** Where its requests go, with the version segment; null where that is no address. */
    default URI baseUrl() {
        return null;
    }

    /** Sends the request and ends with the whole answer. Cancelling closes the connection. */
    default Uni<CompletionResponse> complete(CompletionRequest request) {
        return complete(request, CallListener.NONE);
    }

    /** Like {@link #complete(CompletionRequest)}, and tells {@code progress} of each attempt, on an I/O thread. */
    Uni<CompletionResponse> complete(CompletionRequest request, CallListener listener);

    /**
     * Like {@link #complete(CompletionRequest)}, but hands over the answer while it is being made; ends when it is
     * complete. Nothing is repeated once a delta was handed over.
     *
     * @param onDelta called in order, one call at a time, on an I/O thread: it must not block
     */
    default Uni<CompletionResponse> stream(CompletionRequest request, Consumer<Delta> onDelta) {
        return stream(request, CallListener.of(onDelta));
    }

    /** Like the other one, and tells {@code progress} of each attempt too. It must not block. */
    Uni<CompletionResponse> stream(CompletionRequest request, CallListener listener);

    /**
     * The request as {@link #complete} or {@link #stream} would send it, with what it would cost; sends nothing and needs
     * no key. Fails like them when it would not be sent for its own sake.
     */
    RequestPreview preview(CompletionRequest request, boolean streamed);

    /** What to say before this model is asked: that it is retired, or soon will be. Its answer says so too. */
    default List<String> deprecationWarnings(String model) {
        return List.of();
    }

    /** Whether the key it needs is there; without it every call fails before anything is sent. */
    default boolean hasKey() {
        return true;
    }

    /** The models we know of; others may be asked for all the same. */
    List<ModelInfo> supportedModels();

    /** Input and output tokens together that fit the model; empty when unknown. */
    OptionalLong maxContextLength(String model);

    /** The models the provider lists right now; the call costs nothing. */
    Uni<List<ListedModel>> liveModels();

    /** Authenticates with a call that costs nothing; fails with what is wrong and how to mend it. */
    Uni<Void> validateConfig();

    /**
     * Counts how many tokens {@code text} costs as input. The first count of a process takes up to a second.
     *
     * @param model decides the tokenizer, and with it whether counts are exact, whatever the text
     */
    TokenCount estimateTokens(String text, String model);

    /**
     * Asks the provider itself how many input tokens the whole request costs; the call is free. Fails with
     * {@link Failure#USAGE} where there is no such call.
     */
    default Uni<TokenCount> countTokens(CompletionRequest request) {
        return Uni.createFrom()
                .failure(() -> Failure.USAGE
                        .because(name() + " has no exact count: it offers no call for it.")
                        .hint("Ask for the estimate instead."));
    }

    /**
     * A number of tokens.
     *
     * @param exact false when the model's tokenizer is not public and this is an estimate
     */
    record TokenCount(long tokens, boolean exact) {}
}
