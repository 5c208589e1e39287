package org.llmtestbench.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;

/** Sends calls in the Anthropic dialect. */
record AnthropicCaller(Caller caller, String version) {
    static AnthropicCaller of(Simulator simulator) {
        return new AnthropicCaller(Caller.of(simulator), "2023-06-01");
    }

    AnthropicCaller withVersion(String newVersion) {
        return new AnthropicCaller(caller, newVersion);
    }

    /** Sends a prompt with a high token limit, which {@code moreFields} can override. */
    HttpResponse<String> complete(String prompt, String... moreFields) {
        String[] fields = Stream.concat(Stream.of("\"max_tokens\":100000"), Stream.of(moreFields))
                .toArray(String[]::new);
        return post(Caller.body(prompt, fields));
    }

    HttpResponse<String> post(String body) {
        return send("POST", "/messages", body);
    }

    HttpResponse<String> count(String body) {
        return send("POST", "/messages/count_tokens", body);
    }

    HttpResponse<String> get(String path) {
        return send("GET", path, "");
    }

    HttpResponse<String> send(String method, String path, String body) {
        return caller.send(method, path, body, "anthropic-version", version);
    }

    static String text(HttpResponse<String> response) {
        return Caller.json(response).at("/content/0/text").asText();
    }

    /** The data of the events of a stream. Asserts that every event has its type as name. */
    static List<JsonNode> events(HttpResponse<String> response) {
        assertThat(response.body()).endsWith("\n\n");
        return Stream.of(response.body().split("\n\n"))
                .map(event -> {
                    String[] lines = event.split("\n");
                    JsonNode data = Caller.json(lines[1].substring("data: ".length()));
                    assertThat(lines[0]).isEqualTo("event: " + data.path("type").asText());
                    return data;
                })
                .toList();
    }
}
