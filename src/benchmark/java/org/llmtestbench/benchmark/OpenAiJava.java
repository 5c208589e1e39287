package org.llmtestbench.benchmark;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

final class OpenAiJava implements Client {
    private final OpenAIClient client;

    OpenAiJava(URI server) {
        client = OpenAIOkHttpClient.builder()
                .baseUrl(server.toString())
                .apiKey(KEY)
                .build();
    }

    @Override
    public CompletableFuture<?> stream(String prompt, Consumer<String> onText) {
        return CompletableFuture.runAsync(
                () -> {
                    try (StreamResponse<ChatCompletionChunk> chunks =
                            client.chat().completions().createStreaming(params(prompt))) {
                        chunks.stream()
                                .flatMap(chunk -> chunk.choices().stream())
                                .forEach(choice -> choice.delta().content().ifPresent(onText));
                    }
                },
                THREADS);
    }

    @Override
    public CompletableFuture<String> complete(String prompt) {
        return CompletableFuture.supplyAsync(
                () -> client.chat()
                        .completions()
                        .create(params(prompt))
                        .choices()
                        .get(0)
                        .message()
                        .content()
                        .orElseThrow(),
                THREADS);
    }

    private static ChatCompletionCreateParams params(String prompt) {
        return ChatCompletionCreateParams.builder()
                .model(MODEL)
                .addUserMessage(prompt)
                .build();
    }
}
