package org.llmtestbench.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** The result object that the program prints with {@code --json}. */
record Result(JsonNode json) {
    static Result of(String text) {
        return new Result(Bodies.json(text));
    }

    /** Asserts that the object has exactly the documented keys, in order. */
    void assertShape() {
        assertThat(keys(json))
                .containsExactly(
                        "schema_version",
                        "provider",
                        "model",
                        "response_model",
                        "id",
                        "content",
                        "finish_reason",
                        "raw_finish_reason",
                        "offline",
                        "usage",
                        "cost_usd",
                        "timings",
                        "attempts",
                        "warnings",
                        "error");
        assertKeys(
                json.path("usage"),
                "prompt_tokens",
                "completion_tokens",
                "total_tokens",
                "cached_tokens",
                "cache_write_tokens",
                "reasoning_tokens",
                "estimated");
        assertKeys(
                json.path("timings"),
                "connect_ms",
                "ttft_ms",
                "ttfo_ms",
                "total_ms",
                "waited_ms",
                "tpot_ms",
                "max_gap_ms",
                "tokens_per_second");
        for (JsonNode attempt : json.path("attempts")) {
            assertKeys(attempt, "number", "status", "failure", "duration_ms", "wait_ms", "wait_reason", "request_id");
        }
        assertKeys(json.path("error"), "failure", "exit_code", "message", "hint", "retryable");
    }

    private static void assertKeys(JsonNode node, String... keys) {
        if (!node.isNull()) {
            assertThat(keys(node)).containsExactly(keys);
        }
    }

    private static List<String> keys(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Asserts all values except the timings and the durations of attempts. */
    void assertWithoutTimes(String expected) {
        ObjectNode rest = json.deepCopy();
        rest.remove("timings");
        rest.path("attempts").forEach(attempt -> ((ObjectNode) attempt).remove("duration_ms"));
        assertThat(rest).isEqualTo(Bodies.json(expected));
    }

    List<String> nullTimings() {
        return keys(json.path("timings")).stream()
                .filter(key -> json.path("timings").path(key).isNull())
                .toList();
    }

    double timing(String key) {
        return json.path("timings").path(key).asDouble();
    }

    /** The name of the failure, or null. */
    String failure() {
        return json.path("error").path("failure").textValue();
    }

    String content() {
        return json.path("content").textValue();
    }

    List<String> warnings() {
        List<String> all = new ArrayList<>();
        json.path("warnings").forEach(warning -> all.add(warning.asText()));
        return all;
    }
}
