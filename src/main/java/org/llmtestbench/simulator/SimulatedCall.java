package org.llmtestbench.simulator;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A request as it came in, with its number since the start. */
record SimulatedCall(long number, String method, String path, MultiMap headers, Buffer body) {
    private static final ObjectReader READER =
            new ObjectMapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    String id() {
        return "req_sim_" + number;
    }

    /** A header that came several times counts as one with all the values. */
    Optional<String> header(String name) {
        List<String> values = headers.getAll(name);
        return values.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", values));
    }

    /** The body, when it is a JSON object and nothing else. */
    Optional<JsonNode> object() {
        try {
            return Optional.of(READER.readTree(body.getBytes())).filter(JsonNode::isObject);
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    /** The path behind {@code prefix}, decoded where that is possible. */
    String pathAfter(String prefix) {
        String segment = path.substring(prefix.length());
        try {
            // A plus in a path is a plus; only in a query it is a space.
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException brokenEscape) {
            return segment;
        }
    }
}
