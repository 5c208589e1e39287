package org.llmtestbench.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An HTTP client that shares no code with the program. It sends text and returns the unparsed response. */
record Caller(URI base) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    static Caller of(Simulator simulator) {
        return new Caller(simulator.baseUrl());
    }

    HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, "", headers);
    }

    /** @param headers alternating names and values */
    HttpResponse<String> send(String method, String path, String body, String... headers) {
        try {
            return HTTP.send(request(method, path, body, headers), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpRequest request(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.method(method, BodyPublishers.ofString(body)).build();
    }

    /**
     * A body with one user message, valid in both dialects.
     *
     * @param moreFields such as {@code "stream": true}
     */
    static String body(String prompt, String... moreFields) {
        String message = "{\"role\":\"user\",\"content\":" + quoted(prompt) + "}";
        return Stream.concat(
                        Stream.of("\"model\":\"some-model\"", "\"messages\":[" + message + "]"), Stream.of(moreFields))
                .collect(Collectors.joining(",", "{", "}"));
    }

    static JsonNode json(HttpResponse<String> response) {
        return json(response.body());
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String quoted(String text) {
        return JSON.getNodeFactory().textNode(text).toString();
    }
}
