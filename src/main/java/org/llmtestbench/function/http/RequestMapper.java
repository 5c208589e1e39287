package org.llmtestbench.function.http;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.llmtestbench.function.Request;

/** Makes of a request on the wire what routes understand. */
final class RequestMapper {
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,127}");

    private RequestMapper() {}

    /** Fails with an {@link IllegalArgumentException} when its address can't be read. */
    static Request of(HttpServerRequest raw, String id, byte[] body) {
        QueryStringDecoder address = new QueryStringDecoder(raw.uri());
        Map<String, String> query = new HashMap<>();
        address.parameters().forEach((name, values) -> query.put(name, values.get(values.size() - 1)));
        String method = raw.method().name();
        return new Request(id, method.equals("HEAD") ? "GET" : method, address.path(), query, headers(raw), body);
    }

    /** The caller's own id where it can stand in logs and headers, else a new one. */
    static String id(String sent) {
        return sent != null && SANE.matcher(sent).matches()
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
