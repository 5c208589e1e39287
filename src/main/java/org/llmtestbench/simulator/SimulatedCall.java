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

/** A received request with its number since the start of the simulator. */
record SimulatedCall(long number, String method, String path, MultiMap headers, Buffer body) {
    private static final ObjectReader READER =
            new ObjectMapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    String id() {
        return "req_sim_" + number;
    }

    /** The value of a header; the values of a repeated header are joined. */
    Optional<String> header(String name) {
        List<String> values = headers.getAll(name);
        return values.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", values));
    }

    /** The body as JSON; empty if it is not exactly one JSON object. */
    Optional<JsonNode> object() {
        try {
            return Optional.of(READER.readTree(body.getBytes())).filter(JsonNode::isObject);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The path after {@code prefix}, decoded if its encoding is valid. */
    String pathAfter(String prefix) {
        String segment = path.substring(prefix.length());
        try {
            // a plus means a space only in a query, not in a path
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return segment;
        }
    }
}
