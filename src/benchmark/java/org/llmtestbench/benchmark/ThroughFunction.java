package org.llmtestbench.benchmark;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The JDK's own client, which asks our function instead of the provider. */
final class ThroughFunction implements Client {
    static final String NAME = "function";
    private static final String DELTA = "data: {\"text\":\"";

    private final URI uri;
    private final HttpClient client = HttpClient.newHttpClient();

    ThroughFunction(URI server) {
        uri = URI.create(server + "/v1/completions");
    }

    @Override
    public CompletableFuture<?> stream(String prompt, Consumer<String> onText) {
        return client.sendAsync(request(prompt, true), HttpResponse.BodyHandlers.ofLines())
                .thenAcceptAsync(
                        reply -> {
                            try (var lines = reply.body()) {
                                lines.filter(line -> line.startsWith(DELTA))
                                        .map(line -> line.substring(DELTA.length(), line.length() - 2))
                                        .forEach(onText);
                            }
                        },
                        THREADS);
    }

    @Override
    public CompletableFuture<String> complete(String prompt) {
        return client.sendAsync(request(prompt, false), HttpResponse.BodyHandlers.ofString())
                .thenApply(HttpResponse::body);
    }

    private HttpRequest request(String prompt, boolean stream) {
        String body = "{\"provider\":\"openai\",\"model\":\"" + MODEL + "\",\"prompt\":\"" + prompt + "\",\"stream\":"
                + stream + "}";
        return HttpRequest.newBuilder(uri)
                .version(HttpClient.Version.HTTP_1_1)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }
}
