package org.llmtestbench.simulator;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;

/** Sends calls in the OpenAI dialect. */
record OpenAiCaller(Caller caller) {
    private static final String COMPLETIONS = "/chat/completions";

    static OpenAiCaller of(Simulator simulator) {
        return new OpenAiCaller(Caller.of(simulator));
    }

    HttpResponse<String> complete(String prompt, String... moreFields) {
        return post(Caller.body(prompt, moreFields));
    }

    HttpResponse<String> post(String body) {
        return caller.send("POST", COMPLETIONS, body);
    }

    HttpRequest request(String prompt, String... moreFields) {
        return caller.request("POST", COMPLETIONS, Caller.body(prompt, moreFields));
    }

    HttpResponse<String> get(String path) {
        return caller.get(path);
    }

    static String text(HttpResponse<String> response) {
        return Caller.json(response).at("/choices/0/message/content").asText();
    }

    /** The data of the events of a stream, including {@code [DONE]}. */
    static List<String> payloads(HttpResponse<String> response) {
        return Stream.of(response.body().split("\n\n"))
                .map(event -> event.substring("data: ".length()))
                .toList();
    }
}
