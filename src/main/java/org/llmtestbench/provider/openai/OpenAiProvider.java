package org.llmtestbench.provider.openai;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.util.List;
import org.llmtestbench.provider.CompletionRequest;
import org.llmtestbench.provider.LiveModel;
import org.llmtestbench.provider.ModelCatalogue;
import org.llmtestbench.provider.ModelInfo;
import org.llmtestbench.provider.wire.Endpoint;
import org.llmtestbench.provider.wire.EventReader;
import org.llmtestbench.provider.wire.Exchange;
import org.llmtestbench.provider.wire.Guard;
import org.llmtestbench.provider.wire.HttpProvider;
import org.llmtestbench.provider.wire.Json;
import org.llmtestbench.provider.wire.Outgoing;
import org.llmtestbench.provider.wire.RestApi;

/** One endpoint that speaks Chat Completions. */
final class OpenAiProvider extends HttpProvider {
    private final RestApi<OpenAiApi> api;

    OpenAiProvider(Endpoint endpoint, Guard guard, ModelCatalogue catalogue, Vertx vertx) {
        super(endpoint, guard, catalogue, vertx);
        this.api = new RestApi<>(OpenAiApi.class, endpoint, vertx);
    }

    @Override
    protected Outgoing outgoing(CompletionRequest request, boolean streamed) {
        ChatRequests requests = new ChatRequests(
                request, endpoint.settings(), model(request.model()).orElse(null));
        byte[] body = Json.write(requests.body(streamed));
        Long maxTokens =
                request.maxTokens() == null ? null : request.maxTokens().longValue();
        return new Outgoing(ChatRequest.PATH, body, maxTokens, requests.warnings());
    }

    @Override
    protected EventReader events(Exchange exchange) {
        return new ChatStream(exchange);
    }

    @Override
    protected void read(byte[] whole, Exchange exchange) {
        ChatStream.readWhole(whole, exchange);
    }

    @Override
    public Uni<List<LiveModel>> liveModels() {
        return api.ask(
                "", OpenAiApi::models, body -> Json.read(body, LiveModels.class).toModels());
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
