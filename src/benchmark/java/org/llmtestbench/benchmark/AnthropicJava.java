package org.llmtestbench.benchmark;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

final class AnthropicJava implements Client {
    private final AnthropicClient client;

    AnthropicJava(URI server) {
        // it adds the version segment itself
        client = AnthropicOkHttpClient.builder()
                .baseUrl(server.resolve("/").toString())
                .apiKey(KEY)
                .build();
    }

    @Override
    public CompletableFuture<?> stream(String prompt, Consumer<String> onText) {
        return CompletableFuture.runAsync(
                () -> {
                    try (StreamResponse<RawMessageStreamEvent> events =
                            client.messages().createStreaming(params(prompt))) {
                        events.stream()
                                .flatMap(event -> event.contentBlockDelta().stream())
                                .flatMap(change -> change.delta().text().stream())
                                .forEach(text -> onText.accept(text.text()));
                    }
                },
                THREADS);
    }

    @Override
    public CompletableFuture<String> complete(String prompt) {
        return CompletableFuture.supplyAsync(
                () -> client.messages()
                        .create(params(prompt))
                        .content()
                        .get(0)
                        .text()
                        .orElseThrow()
                        .text(),
                THREADS);
    }

    private static MessageCreateParams params(String prompt) {
        return MessageCreateParams.builder()
                .model(CLAUDE)
                .maxTokens(4096)
                .addUserMessage(prompt)
                .build();
    }
}
