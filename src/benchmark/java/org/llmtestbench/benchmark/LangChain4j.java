package org.llmtestbench.benchmark;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

final class LangChain4j implements Client {
    private final OpenAiChatModel model;
    private final OpenAiStreamingChatModel streaming;

    LangChain4j(URI server) {
        model = OpenAiChatModel.builder()
                .baseUrl(server.toString())
                .apiKey(KEY)
                .modelName(MODEL)
                .build();
        streaming = OpenAiStreamingChatModel.builder()
                .baseUrl(server.toString())
                .apiKey(KEY)
                .modelName(MODEL)
                .build();
    }

    @Override
    public CompletableFuture<?> stream(String prompt, Consumer<String> onText) {
        CompletableFuture<ChatResponse> end = new CompletableFuture<>();
        streaming.chat(prompt, new StreamingChatResponseHandler() {
            @Override
            public void onPartialResponse(String text) {
                onText.accept(text);
            }

            @Override
            public void onCompleteResponse(ChatResponse response) {
                end.complete(response);
            }

            @Override
            public void onError(Throwable failure) {
                end.completeExceptionally(failure);
            }
        });
        return end;
    }

    @Override
    public CompletableFuture<String> complete(String prompt) {
        return CompletableFuture.supplyAsync(() -> model.chat(prompt), THREADS);
    }
}
