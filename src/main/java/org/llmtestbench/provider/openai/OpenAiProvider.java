package org.llmtestbench.provider.openai;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.util.List;
import org.llmtestbench.provider.CompletionRequest;
import org.llmtestbench.provider.ListedModel;
import org.llmtestbench.provider.ModelCatalogue;
import org.llmtestbench.provider.ModelInfo;
import org.llmtestbench.provider.wire.CallAttempt;
import org.llmtestbench.provider.wire.Endpoint;
import org.llmtestbench.provider.wire.FaultToleranceGuard;
import org.llmtestbench.provider.wire.HttpProvider;
import org.llmtestbench.provider.wire.Json;
import org.llmtestbench.provider.wire.RequestPayload;
import org.llmtestbench.provider.wire.RestClientInvoker;
import org.llmtestbench.provider.wire.SseEventHandler;

/** One endpoint that speaks Chat Completions. */
final class OpenAiProvider extends HttpProvider {
    private final RestClientInvoker<OpenAiApi> api;

    OpenAiProvider(Endpoint endpoint, FaultToleranceGuard guard, ModelCatalogue catalogue, Vertx vertx) {
        super(endpoint, guard, catalogue, vertx);
        this.api = new RestClientInvoker<>(OpenAiApi.class, endpoint, vertx);
    }

    @Override
    protected RequestPayload outgoing(CompletionRequest request, boolean streamed) {
        ChatRequestBuilder requests = new ChatRequestBuilder(
                request, endpoint.settings(), model(request.model()).orElse(null));
        byte[] body = Json.write(requests.body(streamed));
        Long maxTokens =
                request.maxTokens() == null ? null : request.maxTokens().longValue();
        return new RequestPayload(ChatRequest.PATH, body, maxTokens, requests.warnings());
    }

    @Override
    protected SseEventHandler events(CallAttempt exchange) {
        return new ChatStreamReader(exchange);
    }

    @Override
    protected void read(byte[] whole, CallAttempt exchange) {
        ChatStreamReader.readWhole(whole, exchange);
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
