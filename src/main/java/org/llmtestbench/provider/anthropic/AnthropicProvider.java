package org.llmtestbench.provider.anthropic;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.util.List;
import org.llmtestbench.provider.CompletionRequest;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ListedModel;
import org.llmtestbench.provider.ModelInfo;
import org.llmtestbench.provider.catalog.ModelCatalog;
import org.llmtestbench.provider.client.CallAttempt;
import org.llmtestbench.provider.client.Endpoint;
import org.llmtestbench.provider.client.FaultToleranceGuard;
import org.llmtestbench.provider.client.HttpProvider;
import org.llmtestbench.provider.client.Json;
import org.llmtestbench.provider.client.RequestPayload;
import org.llmtestbench.provider.client.RestClientInvoker;
import org.llmtestbench.provider.client.SseEventHandler;

/** A provider whose endpoint speaks the Messages dialect. */
final class AnthropicProvider extends HttpProvider {
    /** The largest page that the vendor returns. */
    private static final int MAX_MODELS = 1000;

    private final String apiVersion;
    private final RestClientInvoker<AnthropicApi> api;

    private record Count(@JsonProperty("input_tokens") Long inputTokens) {
        private TokenCount tokens() {
            if (inputTokens == null || inputTokens < 0) {
                throw Failure.MALFORMED.because("The response has no valid token count.");
            }
            return new TokenCount(inputTokens, true);
        }
    }

    AnthropicProvider(
            Endpoint endpoint, String apiVersion, FaultToleranceGuard guard, ModelCatalog catalog, Vertx vertx) {
        super(endpoint, guard, catalog, vertx);
        this.apiVersion = apiVersion;
        this.api = new RestClientInvoker<>(AnthropicApi.class, endpoint, vertx);
    }

    @Override
    protected RequestPayload outgoing(CompletionRequest request, boolean streamed) {
        MessagesRequestBuilder builder = requestBuilder(request);
        MessagesRequest body = builder.body(streamed);
        return new RequestPayload(MessagesRequest.PATH, Json.write(body), body.maxTokens(), builder.warnings());
    }

    @Override
    protected SseEventHandler events(CallAttempt attempt) {
        return new MessagesStream(attempt);
    }

    @Override
    protected void read(byte[] whole, CallAttempt attempt) {
        MessagesResponse.read(whole, attempt);
    }

    private MessagesRequestBuilder requestBuilder(CompletionRequest request) {
        return new MessagesRequestBuilder(
                request, apiVersion, model(request.model()).orElse(null));
    }

    @Override
    public Uni<Void> validateConfig() {
        Integer limit = endpoint.settings().query().containsKey("limit") ? null : 1;
        return api.check(client -> client.models(limit));
    }

    @Override
    public Uni<List<ListedModel>> liveModels() {
        Integer limit = endpoint.settings().query().containsKey("limit") ? null : MAX_MODELS;
        return api.ask(
                "",
                client -> client.models(limit),
                body -> Json.read(body, AnthropicModelList.class).toModels());
    }

    /**
     * The vendor's tokenizers are not public. The estimate is four characters per token for the older tokenizer and
     * three for the newer one.
     */
    @Override
    public TokenCount estimateTokens(String text, String model) {
        boolean olderTokenizer = model(model)
                .map(ModelInfo::tokenizer)
                .filter("claude_older_generation"::equals)
                .isPresent();
        int charactersPerToken = olderTokenizer ? 4 : 3;
        return new TokenCount((text.length() + charactersPerToken - 1L) / charactersPerToken, false);
    }

    @Override
    public Uni<TokenCount> countTokens(CompletionRequest request) {
        return api.ask(
                request.model(),
                client -> client.countTokens(requestBuilder(request).countBody()),
                body -> Json.read(body, Count.class).tokens());
    }
}
