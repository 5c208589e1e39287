package org.llmtestbench.provider.openai;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.llmtestbench.provider.CompletionRequest;
import org.llmtestbench.provider.CompletionResponse;
import org.llmtestbench.provider.LiveModel;
import org.llmtestbench.provider.ModelCatalogue;
import org.llmtestbench.provider.ModelInfo;
import org.llmtestbench.provider.Progress;
import org.llmtestbench.provider.wire.Endpoint;
import org.llmtestbench.provider.wire.Exchange;
import org.llmtestbench.provider.wire.Guard;
import org.llmtestbench.provider.wire.HttpProvider;
import org.llmtestbench.provider.wire.Json;
import org.llmtestbench.provider.wire.RestApi;
import org.llmtestbench.provider.wire.StreamClient;

/** One endpoint that speaks Chat Completions. */
final class OpenAiProvider extends HttpProvider {
    private final OpenAiApi api;
    private final StreamClient streams;

    OpenAiProvider(Endpoint endpoint, Guard guard, ModelCatalogue catalogue, Vertx vertx) {
        super(endpoint, guard, catalogue);
        this.api = RestApi.of(OpenAiApi.class, endpoint);
        this.streams = new StreamClient(endpoint, vertx);
    }

    @Override
    public Uni<CompletionResponse> complete(CompletionRequest request, Progress progress) {
        ChatRequests requests = requests(request);
        ChatRequest body = requests.body(false);
        return call(
                request,
                false,
                progress,
                requests.warnings(),
                exchange -> api.complete(body).invoke(reply -> take(reply, exchange)));
    }

    @Override
    public Uni<CompletionResponse> stream(CompletionRequest request, Progress progress) {
        ChatRequests requests = requests(request);
        byte[] body = Json.write(requests.body(true));
        return call(
                request,
                true,
                progress,
                requests.warnings(),
                exchange -> streams.post(ChatRequest.PATH, body, exchange, new ChatStream(exchange)));
    }

    private static void take(Response reply, Exchange exchange) {
        exchange.receive(() -> ChatStream.take(Json.read(RestApi.body(reply, exchange), Chat.class), exchange));
    }

    private ChatRequests requests(CompletionRequest request) {
        return new ChatRequests(
                request, endpoint.settings(), model(request.model()).orElse(null));
    }

    @Override
    public Uni<List<LiveModel>> liveModels() {
        return RestApi.ask(
                endpoint,
                "",
                api::models,
                body -> Json.read(body, LiveModels.class).toModels());
    }

    @Override
    public Uni<Void> validateConfig() {
        return RestApi.check(endpoint, api::models);
    }

    @Override
    public TokenCount estimateTokens(String text, String model) {
        return Tokenizer.count(text, model(model).map(ModelInfo::tokenizer).orElse(null), model);
    }
}
