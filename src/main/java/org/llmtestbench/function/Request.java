package org.llmtestbench.function;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A request to the server, independent of the transport.
 *
 * @param id identifies the request in logs and problem documents
 * @param method the HTTP method in upper case
 * @param path decoded, without the query
 * @param query the query parameters; if a name occurs several times, the last value
 * @param headers by name in lower case; values of the same name are joined with commas
 * @param timeLeft the time until the transport drops the response; null for no limit
 * @param logContext is filled while the request is processed
 * @param lifetime ends when no more of the response is sent
 */
public record Request(
        String id,
        String method,
        String path,
        Map<String, String> query,
        Map<String, String> headers,
        byte[] body,
        Duration timeLeft,
        RequestLogContext logContext,
        RequestLifetime lifetime) {

    /** Copies the maps. */
    public Request {
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
    }

    /** A new request with an empty log context. */
    public Request(
            String id,
            String method,
            String path,
            Map<String, String> query,
            Map<String, String> headers,
            byte[] body,
            Duration timeLeft) {
        this(id, method, path, query, headers, body, timeLeft, new RequestLogContext(), new RequestLifetime());
    }

    /** A new request without a time limit. */
    public Request(
            String id,
            String method,
            String path,
            Map<String, String> query,
            Map<String, String> headers,
            byte[] body) {
        this(id, method, path, query, headers, body, null);
    }

    /** The value of a header, by its name in lower case. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** The part of the path after this, such as an id. */
    public String pathAfter(String prefix) {
        return path.substring(prefix.length());
    }
}
