package org.llmtestbench.function.http;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.llmtestbench.function.Request;

/** Converts a Vert.x request to a {@link Request}. */
final class RequestMapper {
    private static final Pattern VALID_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,127}");

    private RequestMapper() {}

    /** Fails with {@link IllegalArgumentException} if the URL can't be decoded. */
    static Request of(HttpServerRequest raw, String id, byte[] body) {
        QueryStringDecoder uri = new QueryStringDecoder(raw.uri());
        Map<String, String> query = new HashMap<>();
        uri.parameters().forEach((name, values) -> query.put(name, values.get(values.size() - 1)));
        String method = raw.method().name();
        return new Request(id, method.equals("HEAD") ? "GET" : method, uri.path(), query, headers(raw), body);
    }

    /** The request id that the caller sent, if it is safe for logs and headers; else a new one. */
    static String id(String sent) {
        return sent != null && VALID_ID.matcher(sent).matches()
                ? sent
                : UUID.randomUUID().toString();
    }

    private static Map<String, String> headers(HttpServerRequest raw) {
        Map<String, String> headers = new HashMap<>();
        raw.headers()
                .forEach((name, value) ->
                        headers.merge(name.toLowerCase(Locale.ROOT), value, (one, other) -> one + ", " + other));
        return headers;
    }
}
