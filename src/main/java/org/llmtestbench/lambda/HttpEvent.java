package org.llmtestbench.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.llmtestbench.function.Request;
import org.llmtestbench.provider.Utf16;

/** An HTTP request as a Lambda event: payload version 2 (Function URL, HTTP API) or version 1 (REST API). */
record HttpEvent(JsonNode event) {
    static boolean is(JsonNode event) {
        JsonNode context = event.path("requestContext");
        return context.path("http").isObject()
                || event.path("httpMethod").isTextual() && context.path("stage").isTextual();
    }

    private boolean isRest() {
        return !context().path("http").isObject();
    }

    /** Whether the front end supports streamed responses; an HTTP API does not. */
    boolean canStream() {
        return isRest() || context().path("domainName").asText().contains(".lambda-url.");
    }

    Request request(Invocation invocation) {
        return new Request(invocation.id(), method(), path(), query(), headers(), body(), invocation.forCall());
    }

    private String method() {
        return (isRest() ? event.path("httpMethod") : context().path("http").path("method")).asText();
    }

    private String path() {
        return isRest() ? restPath() : withoutStage(event.path("rawPath").asText("/"));
    }

    /** With a custom domain, {@code path} starts with the base path mapping; the greedy path parameter does not. */
    private String restPath() {
        String rest = event.path("pathParameters").path("proxy").asText(null);
        String resource = event.path("resource").asText();
        return rest != null && resource.endsWith("{proxy+}")
                ? resource.substring(0, resource.length() - "{proxy+}".length()) + rest
                : event.path("path").asText("/");
    }

    private String withoutStage(String raw) {
        String stage = "/" + context().path("stage").asText();
        boolean prefixed = raw.equals(stage) || raw.startsWith(stage + "/");
        String path = prefixed ? raw.substring(stage.length()) : raw;
        return path.isEmpty() ? "/" : decoded(path.replace("+", "%2B"));
    }

    private Map<String, String> query() {
        Map<String, String> query = new LinkedHashMap<>();
        if (isRest()) {
            event.path("queryStringParameters")
                    .properties()
                    .forEach(entry -> query.put(entry.getKey(), entry.getValue().asText()));
            return query;
        }
        for (String entry : event.path("rawQueryString").asText().split("&")) {
            int equals = entry.indexOf('=');
            if (!entry.isEmpty()) {
                query.put(
                        decoded(equals < 0 ? entry : entry.substring(0, equals)),
                        equals < 0 ? "" : decoded(entry.substring(equals + 1)));
            }
        }
        return query;
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new TreeMap<>();
        event.path("headers")
                .properties()
                .forEach(entry ->
                        headers.put(lower(entry.getKey()), entry.getValue().asText()));
        event.path("multiValueHeaders")
                .properties()
                .forEach(entry -> headers.put(lower(entry.getKey()), joined(entry.getValue(), ",")));
        if (event.path("cookies").isArray()) {
            headers.put("cookie", joined(event.path("cookies"), "; "));
        }
        // no background runs, because Lambda freezes the process after the response
        headers.remove("prefer");
        return headers;
    }

    private byte[] body() {
        String body = event.path("body").asText("");
        return event.path("isBase64Encoded").asBoolean()
                ? Base64.getDecoder().decode(body)
                : withSurrogatesEscaped(body).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * UTF-8 can't encode unpaired surrogates. As a JSON escape they stay in the body, and the parser reports their
     * location.
     */
    private static String withSurrogatesEscaped(String body) {
        int at = Utf16.unpaired(body, 0);
        if (at < 0) {
            return body;
        }
        StringBuilder escaped = new StringBuilder(body.length() + 16);
        int from = 0;
        for (; at >= 0; at = Utf16.unpaired(body, from)) {
            escaped.append(body, from, at).append("\\u").append(Integer.toHexString(body.charAt(at)));
            from = at + 1;
        }
        return escaped.append(body, from, body.length()).toString();
    }

    private JsonNode context() {
        return event.path("requestContext");
    }

    private static String joined(JsonNode values, String separator) {
        StringBuilder all = new StringBuilder();
        values.forEach(value -> all.append(all.isEmpty() ? "" : separator).append(value.asText()));
        return all.toString();
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }
}
