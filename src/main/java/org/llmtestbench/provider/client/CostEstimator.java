package org.llmtestbench.provider.client;

import io.netty.buffer.ByteBufUtil;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.llmtestbench.provider.CompletionRequest;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.Message;
import org.llmtestbench.provider.ModelInfo;
import org.llmtestbench.provider.Prices;
import org.llmtestbench.provider.Provider.TokenCount;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.provider.SettingsLoader;
import org.llmtestbench.provider.TokenUsage;
import org.llmtestbench.provider.catalog.ModelCatalog;

/** Counts and prices one request by what is known of its model, and refuses a prompt that can't fit. */
public final class CostEstimator {
    /** No tokenizer in use makes fewer of a text, but for exact ones, which are asked. */
    private static final int MOST_CHARACTERS_PER_TOKEN = 16;

    private final String provider;
    private final CompletionRequest request;
    private final ModelInfo model;
    private final List<String> deprecationWarnings;
    private final Function<String, TokenCount> tokens;

    /** @param tokens counts text for the request's model; exact or not for every text alike */
    public CostEstimator(
            Endpoint endpoint, ModelCatalog catalogue, CompletionRequest request, Function<String, TokenCount> tokens) {
        this.provider = endpoint.settings().name();
        this.request = request;
        this.model = catalogue.find(provider, request.model()).orElseGet(() -> ModelInfo.unknown(request.model()));
        this.deprecationWarnings = catalogue.deprecationWarnings(provider, request.model());
        this.tokens = tokens;
    }

    /** What to say of the model whatever becomes of the call. */
    List<String> deprecationWarnings() {
        return deprecationWarnings;
    }

    /** The longest answer the model gives; null when that is not known. */
    Long longestAnswer() {
        return model.maxOutputTokens();
    }

    TokenCount prompt() {
        return new TokenCount(promptTokens(), tokens.apply("").exact());
    }

    long promptTokens() {
        return sum(this::tokens);
    }

    /** What the call will have at most, as far as it is known: the prompt, and the answer where it has a bound. */
    long expectedTokens() {
        return promptTokens() + (request.maxTokens() == null ? 0 : request.maxTokens());
    }

    long tokens(String text) {
        return tokens.apply(text).tokens();
    }

    /** What the whole request cost in US dollars; null, with a warning, when a price it needs is not known. */
    BigDecimal cost(TokenUsage usage, Consumer<String> warn) {
        Prices prices = model.prices(usage.prompt());
        return prices.cost(usage).orElseGet(() -> {
            warn.accept(unknownCost(prices.missing(usage)));
            return null;
        });
    }

    private String unknownCost(List<String> missing) {
        return "The cost is unknown: " + request.model() + " at " + provider + " has no known price for "
                + String.join(", ", missing) + ". Set price_per_mtok in " + table() + ".";
    }

    /** What to say when more completion tokens came than the request allows. An estimate may be wrong, but not by half. */
    Optional<String> excess(TokenUsage usage) {
        Integer limit = request.maxTokens();
        if (limit == null || usage.completion() <= (usage.estimated() ? 2L * limit : limit)) {
            return Optional.empty();
        }
        boolean onlyReasoning = usage.completion() - usage.reasoning() <= limit;
        String answer = "The answer has " + (usage.estimated() ? "about " : "") + usage.completion()
                + " completion tokens, but the request allows " + limit;
        return Optional.of(
                onlyReasoning
                        ? answer + ": the server does not count reasoning (" + usage.reasoning() + ")."
                        : answer + ". The server may know the limit by another name: see max_tokens_field.");
    }

    /**
     * Fails with {@link Failure#CONTEXT_LENGTH_EXCEEDED} when the prompt is certainly longer than the model takes: by an
     * exact count, else by a lower bound. An exact count takes its time, so it is made on a worker thread, and only for
     * a prompt with more bytes than the model takes tokens, since no token is shorter than a byte.
     */
    Uni<Void> requireRoom() {
        OptionalLong longest = model.maxPromptTokens();
        if (longest.isEmpty() || sum(ByteBufUtil::utf8Bytes) <= longest.getAsLong()) {
            return Uni.createFrom().voidItem();
        }
        return Uni.createFrom()
                .voidItem()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .invoke(() -> requireRoom(longest.getAsLong()));
    }

    private void requireRoom(long longest) {
        boolean exact = tokens.apply("").exact();
        long characters = sum(text -> text.codePointCount(0, text.length()));
        long certain = exact ? promptTokens() : characters / MOST_CHARACTERS_PER_TOKEN;
        if (certain > longest) {
            throw tooLong(
                    exact ? certain + " tokens" : "at least " + certain + " tokens (" + characters + " characters)",
                    longest);
        }
    }

    private ProviderException tooLong(String prompt, long longest) {
        return Failure.CONTEXT_LENGTH_EXCEEDED
                .because("The prompt has " + prompt + ", but " + request.model() + " takes " + longest
                        + ". Nothing was sent.")
                .hint("Shorten the prompt. If the limit is wrong, set context_window in " + table() + ".");
    }

    private String table() {
        return "[models." + SettingsLoader.segment(request.model()) + "]";
    }

    private long sum(ToLongFunction<String> measure) {
        return request.messages().stream()
                .map(Message::content)
                .mapToLong(measure)
                .sum();
    }
}
