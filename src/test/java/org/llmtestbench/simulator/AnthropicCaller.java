package org.llmtestbench.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;

/** Calls in the Anthropic dialect. */
record AnthropicCaller(Caller caller, String version) {
    static AnthropicCaller of(Simulator simulator) {
        return new AnthropicCaller(Caller.of(simulator), "2023-06-01");
    }

    AnthropicCaller at(String other) {
        return new AnthropicCaller(caller, other);
    }

    /** Leaves room for any answer, unless {@code moreFields} set another limit. */
    HttpResponse<String> ask(String prompt, String... moreFields) {
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

    /** The payloads of a stream, each of which has the name of its event. */
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
