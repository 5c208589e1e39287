package org.llmtestbench.function;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A request, however it came in.
 *
 * @param id ours, for logs and for whoever asks about it
 * @param method in capitals
 * @param path decoded, without the query
 * @param query its parameters; of several with one name the last
 * @param headers by their names in lower case; several with one name are joined by commas
 * @param timeLeft what is not answered by then nobody hears; null when there is no such limit
 * @param logContext is filled while it is answered
 * @param lifetime ends when nothing more of its answer is sent
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

    /** The maps are kept as they are now. */
    public Request {
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
    }

    /** A request of which there is nothing to say yet. */
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

    /** One that may take its time. */
    public Request(
            String id,
            String method,
            String path,
            Map<String, String> query,
            Map<String, String> headers,
            byte[] body) {
        this(id, method, path, query, headers, body, null);
    }

    /** A header's value, by its name in lower case. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** The part of the path after this, such as an id. */
    public String pathAfter(String prefix) {
        return path.substring(prefix.length());
    }
}
