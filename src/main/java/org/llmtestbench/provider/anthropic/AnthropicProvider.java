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

/** One endpoint that speaks Messages. */
final class AnthropicProvider extends HttpProvider {
    /** As many as the vendor lists on one page. */
    private static final int MOST_MODELS = 1000;

    private final String apiVersion;
    private final RestClientInvoker<AnthropicApi> api;

    private record Count(@JsonProperty("input_tokens") Long inputTokens) {
        private TokenCount tokens() {
            if (inputTokens == null || inputTokens < 0) {
                throw Failure.MALFORMED.because("The answer holds no count of tokens.");
            }
            return new TokenCount(inputTokens, true);
        }
    }

    AnthropicProvider(
            Endpoint endpoint, String apiVersion, FaultToleranceGuard guard, ModelCatalog catalogue, Vertx vertx) {
        super(endpoint, guard, catalogue, vertx);
        this.apiVersion = apiVersion;
        this.api = new RestClientInvoker<>(AnthropicApi.class, endpoint, vertx);
    }

    @Override
    protected RequestPayload outgoing(CompletionRequest request, boolean streamed) {
        MessagesRequestBuilder builder = requests(request);
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

    private MessagesRequestBuilder requests(CompletionRequest request) {
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
        Integer limit = endpoint.settings().query().containsKey("limit") ? null : MOST_MODELS;
        return api.ask(
                "",
                client -> client.models(limit),
                body -> Json.read(body, AnthropicModelList.class).toModels());
    }

    /** The vendor's tokenizers are not public: four characters a token in the older one, three in the newer. */
    @Override
    public TokenCount estimateTokens(String text, String model) {
        boolean older = model(model)
                .map(ModelInfo::tokenizer)
                .filter("claude_older_generation"::equals)
                .isPresent();
        int characters = older ? 4 : 3;
        return new TokenCount((text.length() + characters - 1L) / characters, false);
    }

    @Override
    public Uni<TokenCount> countTokens(CompletionRequest request) {
        return api.ask(
                request.model(),
                client -> client.countTokens(requests(request).countBody()),
                body -> Json.read(body, Count.class).tokens());
    }
}
