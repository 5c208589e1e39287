package org.llmtestbench.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.llmtestbench.provider.Failure;

/** Parses {@code --param}. A separate class, so that parsing a command line does not load Jackson. */
final class ExtraParams {
    /** Fields that {@code --param} cannot set, and the option or setting to use instead. */
    private static final Map<String, String> OWN_OPTIONS = Map.of(
            "model", "--model",
            "messages", "--prompt and --system",
            "max_tokens", "--max-tokens",
            "max_completion_tokens", "--max-tokens",
            "temperature", "--temperature",
            "top_p", "--top-p",
            "stop", "--stop",
            "stream", "--stream",
            "stream_options", "include_usage in the configuration");

    /** Keeps all digits of a number. */
    private static final ObjectReader JSON = new ObjectMapper()
            .readerFor(JsonNode.class)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private ExtraParams() {}

    /** The request fields by name. A value is JSON if the whole value is valid JSON; otherwise it is a text. */
    static Map<String, JsonNode> read(List<String> params) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        for (String param : params) {
            int equals = param.indexOf('=');
            if (equals < 1) {
                throw Failure.USAGE.because("--param " + param + ": write KEY=VALUE.");
            }
            String key = param.substring(0, equals);
            if (OWN_OPTIONS.containsKey(key)) {
                throw Failure.USAGE.because("--param " + key + ": use " + OWN_OPTIONS.get(key) + ".");
            }
            fields.put(key, value(param.substring(equals + 1)));
        }
        return fields;
    }

    private static JsonNode value(String text) {
        try {
            return text.isBlank() ? TextNode.valueOf(text) : JSON.readTree(text);
        } catch (JsonProcessingException notJson) {
            return TextNode.valueOf(text);
        }
    }
}
