package org.llmtestbench.benchmark;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The JDK's own client without any JSON: what is hard to beat. */
final class BareHttp implements Client {
    private static final String STAMP = "\"content\":\"";

    private final URI uri;
    private final HttpClient client = HttpClient.newHttpClient();

    BareHttp(URI server) {
        uri = URI.create(server + "/chat/completions");
    }

    @Override
    public CompletableFuture<?> stream(String prompt, Consumer<String> onText) {
        return client.sendAsync(request(prompt, true), HttpResponse.BodyHandlers.ofLines())
                .thenAcceptAsync(
                        reply -> {
                            try (var lines = reply.body()) {
                                lines.map(BareHttp::content)
                                        .filter(text -> !text.isEmpty())
                                        .forEach(onText);
                            }
                        },
                        THREADS);
    }

    private static String content(String line) {
        int start = line.indexOf(STAMP);
        return start < 0 ? "" : line.substring(start + STAMP.length(), line.indexOf('"', start + STAMP.length()));
    }

    @Override
    public CompletableFuture<String> complete(String prompt) {
        return client.sendAsync(request(prompt, false), HttpResponse.BodyHandlers.ofString())
                .thenApply(HttpResponse::body);
    }

    private HttpRequest request(String prompt, boolean stream) {
        String body = "{\"model\":\"" + MODEL + "\",\"messages\":[{\"role\":\"user\",\"content\":\"" + prompt
                + "\"}],\"stream\":" + stream + "}";
        return HttpRequest.newBuilder(uri)
                .header("content-type", "application/json")
                .header("authorization", "Bearer " + KEY)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }
}
