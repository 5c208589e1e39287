package org.llmtestbench.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.llmtestbench.provider.CompletionRequest;
import org.llmtestbench.provider.Failure;
import picocli.CommandLine.Option;

/** What is asked of the model, beside the prompt. */
final class RequestOptions {
    /** Fields that have an option of their own, or belong to us. */
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

    @Option(
            names = {"-m", "--model"},
            paramLabel = "ID",
            description = "The model; default: the provider's default_model.")
    private String model;

    @Option(names = "--system", paramLabel = "TEXT", description = "Instructions above the prompt.")
    private String system;

    @Option(names = "--max-tokens", paramLabel = "N", description = "Upper bound of output tokens.")
    private Integer maxTokens;

    @Option(
            names = {"-t", "--temperature"},
            paramLabel = "0..2",
            description = "Sampling temperature.")
    private Double temperature;

    @Option(names = "--top-p", paramLabel = "0..1", description = "Nucleus sampling.")
    private Double topP;

    @Option(names = "--stop", paramLabel = "TEXT", description = "Ends the answer here; repeatable.")
    private List<String> stop = new ArrayList<>();

    @Option(
            names = "--param",
            paramLabel = "KEY=VALUE",
            description = "A further request field, value as JSON or text; repeatable.")
    private List<String> params = new ArrayList<>();

    CompletionRequest request(String prompt, String defaultModel) {
        return CompletionRequest.builder()
                .model(model(defaultModel))
                .system(system)
                .user(prompt)
                .maxTokens(maxTokens)
                .temperature(temperature)
                .topP(topP)
                .stop(stop)
                .extra(extra())
                .build();
    }

    /** The model that was named, else this one. */
    String model(String fallback) {
        return model == null ? fallback : model;
    }

    private Map<String, JsonNode> extra() {
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
            JsonNode json = text.isBlank() ? null : new ObjectMapper().readTree(text);
            return json == null ? TextNode.valueOf(text) : json;
        } catch (JsonProcessingException justText) {
            return TextNode.valueOf(text);
        }
    }
}
