package org.llmtestbench.provider.openai;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.util.List;
import org.llmtestbench.provider.CompletionRequest;
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

/** A provider whose endpoint speaks the Chat Completions dialect. */
final class OpenAiProvider extends HttpProvider {
    private final RestClientInvoker<OpenAiApi> api;

    OpenAiProvider(Endpoint endpoint, FaultToleranceGuard guard, ModelCatalog catalog, Vertx vertx) {
        super(endpoint, guard, catalog, vertx);
        this.api = new RestClientInvoker<>(OpenAiApi.class, endpoint, vertx);
    }

    @Override
    protected RequestPayload outgoing(CompletionRequest request, boolean streamed) {
        ChatRequestBuilder builder = new ChatRequestBuilder(
                request, endpoint.settings(), model(request.model()).orElse(null));
        byte[] body = Json.write(builder.body(streamed));
        Long maxTokens =
                request.maxTokens() == null ? null : request.maxTokens().longValue();
        return new RequestPayload(ChatRequest.PATH, body, maxTokens, builder.warnings());
    }

    @Override
    protected SseEventHandler events(CallAttempt attempt) {
        return new ChatStreamReader(attempt);
    }

    @Override
    protected void read(byte[] whole, CallAttempt attempt) {
        ChatStreamReader.readWhole(whole, attempt);
    }

    @Override
    public Uni<List<ListedModel>> liveModels() {
        return api.ask(
                "",
                OpenAiApi::models,
                body -> Json.read(body, OpenAiModelList.class).toModels());
    }

    @Override
    public Uni<Void> validateConfig() {
        return api.check(OpenAiApi::models);
    }

    @Override
    public TokenCount estimateTokens(String text, String model) {
        return Tokenizer.count(text, model(model).map(ModelInfo::tokenizer).orElse(null), model);
    }
}
